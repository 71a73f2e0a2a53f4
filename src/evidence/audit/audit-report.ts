import type { Caller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { CodedError } from '../../kernel/errors.js';
import { epochMs, type Instant } from '../../kernel/values/instants.js';
import { readCheckpoint } from '../read-log.js';
import type { EvidenceRuntime } from '../runtime.js';
import { type AuditCounts, countAuditEvents } from './audit-counts.js';
import { type AuditReader, auditReader } from './audit-reader.js';
import type { AuditRecord } from './audit-record.js';
import { listAuditEvents } from './list-audit-events.js';
import { SECURITY_EVENT_TYPES } from './security-events.js';

/** The longest period of a report: two leap years, which is how long reported events are kept. */
const MOST_MS = 732 * 86_400_000;

/** A signed head of the tenant's log, to verify the period's receipts against. */
export interface CoveringCheckpoint {
  size: number;
  /** A C2SP signed note. */
  note: string;
  /** Whether every receipt of the period is below it. */
  covers: boolean;
}

/** What happened in a period, for whoever has to answer for it (R4, generateAuditReport). */
export interface AuditReport extends AuditCounts {
  tenantId: string;
  /** Inclusive. */
  from: Instant;
  /** Exclusive. */
  to: Instant;
  generatedAt: Instant;
  checkpoint: CoveringCheckpoint;
  /** The newest, at most as many as asked for; how many there are stands in the counts. */
  listed: { failures: AuditRecord[]; securityEvents: AuditRecord[] };
  reader: AuditReader;
}

export interface AuditReportAsk {
  tenantId?: string | null | undefined;
  from: Instant;
  to: Instant;
  /** Failures and security events that are listed, at most. */
  most: number;
}

/**
 * Reports a period of the caller's tenant, or of another for operators, whose access is receipted. Throws BAD_USER_INPUT for a period that is
 * empty or longer than two years.
 */
export async function auditReport(
  runtime: EvidenceRuntime,
  caller: Caller,
  { tenantId: asked, from, to, most }: AuditReportAsk,
): Promise<AuditReport> {
  const length = epochMs(to) - epochMs(from);
  if (!(length > 0 && length <= MOST_MS)) {
    throw new CodedError('BAD_USER_INPUT', 'to: lies behind from, and at most two years.');
  }
  const reader = await auditReader(runtime, caller, asked);
  const { tenantId } = reader;
  const page = { after: null, most };
  const [counts, failures, securityEvents] = await Promise.all([
    countAuditEvents(runtime, tenantId, { from, to }),
    listAuditEvents(runtime, tenantId, { result: 'failure', from, to }, page),
    listAuditEvents(runtime, tenantId, { eventTypes: SECURITY_EVENT_TYPES, from, to }, page),
  ]);
  const checkpoint = await coveringCheckpoint(runtime, tenantId, counts);
  const generatedAt = instantNow(runtime.clock);
  return { ...counts, tenantId, from, to, generatedAt, checkpoint, listed: { failures, securityEvents }, reader };
}

/** Read behind the counts, so that what they found in the log is below it. */
async function coveringCheckpoint(
  { logSettings }: EvidenceRuntime,
  tenantId: string,
  { unsealed, lastLeaf }: AuditCounts,
): Promise<CoveringCheckpoint> {
  const note = (await readCheckpoint(logSettings, tenantId)) ?? '';
  const size = Number(note.split('\n')[1] ?? 0);
  return { size, note, covers: unsealed === 0 && (lastLeaf ?? -1) < size };
}
