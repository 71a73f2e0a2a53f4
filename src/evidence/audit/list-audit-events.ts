import {
  auditEventsList,
  auditEventsListByEntity,
  auditEventsListByResult,
  auditEventsListByTypes,
  auditReceiptsList,
  auditReceiptsListByOutcomes,
  auditReceiptsListByResource,
  auditReceiptsListBySteps,
} from '../../../cypher/generated/evidence.js';
import type { AuditEventRow, ReceiptRecord } from '../../../cypher/rows.js';
import { CodedError } from '../../kernel/errors.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import { newestFirst, type PageBack, pageBack } from '../../kernel/values/newest-first.js';
import type { ReceiptBody } from '../receipt/body.js';
import { WORKFLOW_STEPS } from '../receipt/workflow-steps.js';
import { auditActors } from './audit-actors.js';
import { type AuditRecord, type AuditResult, OUTCOMES_OF, recordOfReceipt, recordOfReported } from './audit-record.js';

type Reading = Pick<Runtime, 'graph'>;

/** What narrows the audit events: by one index, an entity's, else the types', else a result's; the rest is passed over. */
export interface AuditEventFilter {
  /** Steps of receipts, types of reported events; any of them. */
  eventTypes?: readonly string[] | null | undefined;
  /** Together with an id alone. */
  entityType?: string | null | undefined;
  entityId?: string | null | undefined;
  result?: AuditResult | null | undefined;
  /** Inclusive. */
  from?: Instant | null | undefined;
  /** Exclusive. */
  to?: Instant | null | undefined;
}

/** Behind which event a page begins. */
export interface AfterAuditEvent {
  at: Instant;
  id: string;
}

/**
 * A tenant's audit events, newest first by when they happened: its receipts, and what other programs reported (R4,
 * getAuditEvents). Throws BAD_USER_INPUT for a type of entity without an id, which has no index.
 */
export async function listAuditEvents(
  runtime: Reading,
  tenantId: string,
  filter: AuditEventFilter,
  page: { after: AfterAuditEvent | null; most: number },
): Promise<AuditRecord[]> {
  if (filter.entityType && !filter.entityId) {
    throw new CodedError('BAD_USER_INPUT', 'entityType: comes with an entityId.');
  }
  const range = pageBack(filter, page);
  const [receipts, reported] = await Promise.all([
    receiptsOf(runtime, tenantId, filter, range),
    reportedOf(runtime, tenantId, filter, range),
  ]);
  // Each list of several may hold more than a page: what is behind the page is not looked at any further.
  const records = [...(await asRecords(runtime, tenantId, receipts)), ...reported.map((row) => recordOfReported(row))];
  return records.sort(newestFirst).slice(0, page.most);
}

async function receiptsOf(
  { graph }: Reading,
  tenantId: string,
  { eventTypes, entityType, entityId, result }: AuditEventFilter,
  range: PageBack,
): Promise<ReceiptRecord[]> {
  const steps = (eventTypes ?? []).filter((type) => Object.hasOwn(WORKFLOW_STEPS, type));
  const outcomes = result ? OUTCOMES_OF[result] : [];
  if ((eventTypes && steps.length === 0) || (result && outcomes.length === 0)) return [];
  const page = { ...range, entityType: entityType ?? '', steps, outcomes };
  if (entityId) return graph.read(auditReceiptsListByResource, tenantId, { ...page, entityId });
  if (eventTypes) return graph.read(auditReceiptsListBySteps, tenantId, page);
  return graph.read(result ? auditReceiptsListByOutcomes : auditReceiptsList, tenantId, page);
}

async function reportedOf(
  { graph }: Reading,
  tenantId: string,
  { eventTypes, entityType, entityId, result }: AuditEventFilter,
  range: PageBack,
): Promise<AuditEventRow[]> {
  const types = eventTypes ?? [];
  if (eventTypes && types.length === 0) return [];
  const page = { ...range, entityType: entityType ?? '', types, result: result ?? '' };
  if (entityId) return graph.read(auditEventsListByEntity, tenantId, { ...page, entityId });
  if (eventTypes) return graph.read(auditEventsListByTypes, tenantId, page);
  return graph.read(result ? auditEventsListByResult : auditEventsList, tenantId, page);
}

async function asRecords(runtime: Reading, tenantId: string, rows: readonly ReceiptRecord[]): Promise<AuditRecord[]> {
  const subjects = rows.map(({ body }) => (JSON.parse(body) as ReceiptBody).subject);
  const actorOf = await auditActors(runtime, tenantId, subjects);
  return rows.map((row) => recordOfReceipt(row, actorOf));
}
