/** Legal holds as the statements of cypher/evidence give and take them. */

/** What a hold that is in force keeps; `ref` is null where it keeps everything of its tenant. */
export interface HoldInForce {
  id: string;
  scope: string;
  ref: string | null;
}

/** A legal hold as it is stored; it was placed at `createdAt`. */
export interface LegalHoldRow extends HoldInForce {
  createdAt: string;
  version: number;
  state: string;
  /** A code; words about it stand in its receipt alone. */
  reason: string;
  placedBy: string;
  liftedAt: string | null;
  liftedBy: string | null;
}
