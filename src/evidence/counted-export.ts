import type { Caller } from '../kernel/caller.js';
import type { IdempotencyConflict, Outcome } from '../kernel/outcomes.js';
import type { ReceiptDraft } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';

/** What a plan limits beside quotas (R2). */
export type LimitName = 'imports' | 'exports' | 'active_users' | 'workspaces';

/** The plan leaves no room; nothing was done, and the refusal left a receipt. */
export interface PlanLimitReached extends Outcome {
  __typename: 'PlanLimitReached';
  message: string;
  limitName: LimitName;
  limit: number;
  used: number;
  /** When there is room again by itself; null: never. */
  resetsAt: Instant | null;
}

/** An export as it is asked for: `action` is its row of the rights table, the rest is told by its receipt. */
export interface ExportAsk {
  action: string;
  command: unknown;
  step: 'EXPORT_RECEIPTS' | 'EXPORT_SEATS' | 'EXPORT_AUDIT';
  resource: ReceiptDraft['resource'];
  business: Record<string, unknown>;
  idempotencyKey?: string | null | undefined;
}

export interface ExportCounted extends Outcome {
  __typename: 'ExportCounted';
}

/**
 * Counts an export in its month and leaves its receipt in one transaction (R2, export_success), or refuses it (export_blocked)
 * under the plan's limit. Entitlements implement it; whoever exports calls it before the first line.
 */
export type CountExport = (
  caller: Caller,
  ask: ExportAsk,
) => Promise<ExportCounted | PlanLimitReached | IdempotencyConflict>;
