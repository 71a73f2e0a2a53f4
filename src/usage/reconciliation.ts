import { reconciliationsList } from '../../cypher/generated/usage.js';
import type { ReconciliationRow } from '../../cypher/rows.js';
import type { QuotaReading } from '../entitlements/index.js';
import { workflowId } from '../kernel/receipts.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Instant, utcDay } from '../kernel/values/instants.js';

/** The chain of a day's reconciliations. */
export const reconciliationChain = (at: Instant) => ({
  id: workflowId('batch', `reconciliation:${utcDay(at)}`),
  kind: 'batch',
});

/** `graph`: counters of months. `redis`: counters of quotas. `buckets`: what usage is summed up to. */
export const COUNTER_STORES = ['graph', 'redis', 'buckets'] as const;
/** Why a counter is made good. */
export const CORRECTION_REASONS = ['NOT_WHAT_IT_COUNTS', 'COUNTER_ALTERED', 'COUNTER_LOST'] as const;

/** A counter that was made good, as its receipt tells it. */
export interface Correction {
  receiptId: string;
  store: (typeof COUNTER_STORES)[number];
  /** `imports`, `tokens_per_day/day/tokens`, `day tokens` (a bucket's grain and figure) … */
  counter: string;
  /** Workspace, user, API key or group; null: of the tenant itself. */
  subject: string | null;
  /** When the month or bucket begins, or the quota's window ends. */
  window: Instant | null;
  before: number;
  after: number;
  difference: number;
  reason: (typeof CORRECTION_REASONS)[number];
}

/** What a run keeps beside its figures. */
export interface ReconciliationContent {
  corrections: Correction[];
  /** Where quotas stood, to be restored from when Redis loses them. */
  readings: QuotaReading[];
}

/** A run as readers see it. */
export interface Reconciliation
  extends Omit<ReconciliationRow, 'content' | 'version' | 'bucketsChecked' | 'bucketDrift'> {
  bucketsChecked: number;
  bucketDrift: number;
  corrections: Correction[];
}

export const contentOf = ({ content }: Pick<ReconciliationRow, 'content'>): ReconciliationContent =>
  JSON.parse(content) as ReconciliationContent;

/** After every instant that there is: the newest first page. */
export const LAST = '9999';

/** A tenant's reconciliations, newest first. */
export async function listReconciliations(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { before, limit }: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<Reconciliation[]> {
  const place = { before: before?.createdAt ?? LAST, beforeId: before?.id ?? '', most: limit };
  const rows = await graph.read(reconciliationsList, tenantId, place);
  return rows.map(({ run: { content, version: _, ...run } }) => ({
    ...run,
    ...{ bucketsChecked: run.bucketsChecked ?? 0, bucketDrift: run.bucketDrift ?? 0 },
    corrections: contentOf({ content }).corrections,
  }));
}
