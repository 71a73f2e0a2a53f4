import type { Caller } from '../../kernel/caller.js';
import { DefectError } from '../../kernel/errors.js';
import { csvOf } from '../../kernel/values/csv-safe.js';
import type { PlanLimitReached } from '../counted-export.js';
import type { EvidenceRuntime } from '../runtime.js';
import { type AuditDetails, auditDetails } from './audit-details.js';
import type { AuditRecord } from './audit-record.js';
import { type AuditReport, type AuditReportAsk, auditReport } from './audit-report.js';

/** A listed event with what stands behind it. */
export interface DetailedAuditEvent extends AuditRecord {
  details: AuditDetails | null;
}

/** Details are read of so many events at a time. */
const CHUNK = 100;

/** One line is a figure, or an event; `section` says of what. */
const COLUMNS = [
  ...['section', 'count', 'occurred_at', 'id', 'source', 'event_type', 'entity_type', 'entity_id', 'action'],
  ...['actor_type', 'actor_id', 'result', 'request_id', 'changes_summary', 'error_message', 'ip_address', 'user_agent'],
  ...['old_values', 'new_values'],
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** Events of a report with what stands behind them, as far as its reader may see it. */
export async function detailed(
  runtime: Pick<EvidenceRuntime, 'graph'>,
  { reader }: AuditReport,
  records: readonly AuditRecord[],
): Promise<DetailedAuditEvent[]> {
  const events: DetailedAuditEvent[] = [];
  for (let at = 0; at < records.length; at += CHUNK) {
    const some = records.slice(at, at + CHUNK);
    const details = await auditDetails(runtime, reader, some);
    events.push(...some.map((record) => ({ ...record, details: details.get(record.id) ?? null })));
  }
  return events;
}

interface AuditReportExported {
  __typename: 'AuditReportExported';
  /** RFC 4180 with a header; formulas escaped. */
  csv: string;
}

/**
 * A report as CSV that a spreadsheet cannot be tricked with. An export of the caller's own tenant, counted under its plan, with a receipt; an
 * operator's of another is receipted there as an access.
 */
export async function exportAuditReport(
  runtime: EvidenceRuntime,
  caller: Caller,
  ask: AuditReportAsk,
): Promise<AuditReportExported | PlanLimitReached> {
  await runtime.unitOfWork.authorize(caller, 'exportAuditReport');
  const report = await auditReport(runtime, caller, ask);
  if (report.reader.isOfTenant) {
    const { from, to, total } = report;
    const counted = await runtime.countExport(caller, {
      action: 'exportAuditReport',
      command: { from, to },
      step: 'EXPORT_AUDIT',
      resource: { type: 'AuditReport', id: `${from}/${to}`, version: null },
      business: { from, to, events: total },
    });
    if (counted.__typename === 'PlanLimitReached') return counted;
    if (counted.__typename === 'IdempotencyConflict') throw new DefectError('An export without a key had one');
  }
  const [failures, securityEvents] = await Promise.all([
    detailed(runtime, report, report.listed.failures),
    detailed(runtime, report, report.listed.securityEvents),
  ]);
  const lines = [
    ...figures(report),
    ...failures.map((event) => lineOf('failure', event)),
    ...securityEvents.map((event) => lineOf('security_event', event)),
  ];
  const empty = Object.fromEntries(COLUMNS.map((column) => [column, null]));
  return {
    __typename: 'AuditReportExported',
    csv: csvOf(
      COLUMNS,
      lines.map((line) => ({ ...empty, ...line })),
    ),
  };
}

function figures({ from, to, checkpoint, ...counts }: AuditReport): Line[] {
  return [
    { section: 'from', occurred_at: from },
    { section: 'to', occurred_at: to },
    { section: 'total', count: counts.total },
    ...counts.byEventType.map(({ eventType, count }) => ({ section: 'by_event_type', event_type: eventType, count })),
    ...counts.byActor.map(({ actorType, actorId, count }) => ({
      ...{ section: 'by_actor', actor_type: actorType, actor_id: actorId, count },
    })),
    ...counts.byResult.map(({ result, count }) => ({ section: 'by_result', result, count })),
    { section: 'receipts', count: counts.receipts },
    { section: 'receipts_not_in_the_log', count: counts.unsealed },
    { section: checkpoint.covers ? 'covered_by_checkpoint' : 'checkpoint', count: checkpoint.size },
  ];
}

function lineOf(section: string, { details, ...event }: DetailedAuditEvent): Line {
  const json = (values: unknown) => (values === null || values === undefined ? null : JSON.stringify(values));
  return {
    ...{ section, occurred_at: event.occurredAt, id: event.id, source: event.source, event_type: event.eventType },
    ...{ entity_type: event.entityType, entity_id: event.entityId, action: event.action },
    ...{ actor_type: event.actorType, actor_id: event.actorId, result: event.result },
    request_id: details?.requestId ?? event.requestId,
    changes_summary: details?.changesSummary ?? null,
    error_message: details?.errorMessage ?? null,
    ip_address: details?.ipAddress ?? null,
    user_agent: details?.userAgent ?? null,
    old_values: json(details?.oldValues),
    new_values: json(details?.newValues),
  };
}
