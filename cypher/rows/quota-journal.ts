/** What was decided without Redis, as the statements of cypher/entitlements give and take it. */

/** A page of the quota journal; `content` is JSON. It does not change but to be settled. */
export interface QuotaJournalRow {
  id: string;
  createdAt: string;
  version: number;
  /** The process that decided. */
  decidedBy: string;
  from: string;
  to: string;
  /** Checks that were let through, and refused. */
  allowed: number;
  denied: number;
  content: string;
  /** When it was kept; null once Redis has what it tells of. */
  unsettledSince: string | null;
  settledAt: string | null;
}
