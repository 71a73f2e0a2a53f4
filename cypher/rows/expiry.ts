import type { HoldInForce } from './retention.js';
import type { MeasuredEventRow } from './rollup.js';

/** A removal under way; `told` is JSON of what it has removed so far, by rule. */
export interface RetentionRunRow {
  id: string;
  startedAt: string;
  told: string;
}

/** What whoever takes something away finds behind the lock. */
export interface RetentionLocked {
  holds: HoldInForce[];
  run: RetentionRunRow | null;
}

/** An event whose time is up, as it is behind its lock. */
export interface ExpiredEventRow extends MeasuredEventRow {
  ingestedAt: string;
  /** Null: metered. */
  batchId: string | null;
}

/** A reported audit event whose time is up; `about`: ids of the users whom its detail is about. */
export interface ExpiredAuditEventRow {
  id: string;
  ingestedAt: string;
  actorId: string | null;
  entityId: string | null;
  batchId: string;
  about: string[];
}
