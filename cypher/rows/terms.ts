/** What operators agree with a tenant, as the statements of cypher/entitlements give and take it. */

/** A custom quota or a grant that is in force. */
export interface TermInForce {
  id: string;
  kind: string;
  /** Name of the quota, or of the monthly limit, that it is about; null of a plan. */
  quota: string | null;
  limit: number | null;
  asPlan: boolean;
  amount: number | null;
  expiresAt: string | null;
}

/** The stored plan, when the trial that runs ends (null: none runs), and what changes it. Read it with `planAt` and `limitsAt`. */
export interface TermsRow {
  plan: string;
  trialEndsAt: string | null;
  changes: TermInForce[];
}

/** A plan, a custom quota or a grant: proposed by one operator, brought into force by another, over by itself at `expiresAt`. */
export interface TermsChangeRow extends TermInForce {
  state: string;
  version: number;
  /** Of a change of plans alone. */
  plan: string | null;
  reasonCode: string;
  proposedBy: string;
  confirmedBy: string | null;
  createdAt: string;
  /** From when to when it was in force. */
  from: string | null;
  to: string | null;
  /** `expiresAt`, while it is in force. */
  dueAt: string | null;
}

/** Some days on the plan `trial`. */
export interface TrialRow {
  id: string;
  state: string;
  version: number;
  createdBy: string;
  createdAt: string;
  endsAt: string;
  /** When it was upgraded, expired or was cancelled. */
  endedAt: string | null;
  /** `endsAt`, while it runs. */
  dueAt: string | null;
}
