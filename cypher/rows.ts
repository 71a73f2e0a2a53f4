/** What the statements that every write shares give and take: the key's claim, the locked heads, the receipts. */

/** The idempotency key a write claims: who asked for what, and the SHA-256 of what was asked. */
export interface ClaimParams {
  scope: string;
  key: string;
  inputSha256: string;
  at: string;
}

/** A claimed key as found behind its lock; `answer` is the saved outcome when this write was done before. */
export interface ClaimRow {
  answer: string | null;
  inputSha256: string;
}

/** Head of a workflow's chain (RevWorkflow). `seq` 0: no receipt yet. */
export interface HeadRow {
  id: string;
  kind: string;
  seq: number;
  sha256: string | null;
  lastReceiptId: string | null;
  lastAt: string | null;
}

/** What every lock statement returns beside its facts. */
export interface Locked {
  claim: ClaimRow;
  heads: HeadRow[];
}

/** A workflow to lock: `kind:subject`, created on first use. */
export interface HeadParams {
  id: string;
  kind: string;
}

/** An answer to save under its claimed key: the outcome as JSON. */
export interface SavedAnswer {
  scope: string;
  key: string;
  answer: string;
}

/** A key that was claimed, and whose write came to nothing. */
export type Abandoned = Pick<ClaimParams, 'scope' | 'key'>;

/** A head's new end, and the receipts that led to it. */
export interface MovedHead {
  id: string;
  kind: string;
  receipts: ReceiptRow[];
  seq: number;
  sha256: string;
  lastReceiptId: string;
  lastAt: string;
}

/** A chained receipt as it is written; `body` is the canonical text that `sha256` covers. */
export interface ReceiptRow {
  id: string;
  workflowSeq: number;
  step: string;
  outcome: string;
  subjectType: string;
  subjectId: string;
  resourceType: string;
  resourceId: string;
  at: string;
  body: string;
  sha256: string;
  business: string | null;
  businessSalt: string | null;
  personal: string | null;
  personalSalt: string | null;
  /** Ids of the people whom the personal payload is about. */
  about: string[];
  /** Written as a PolicyDecision that applies to the resource. */
  decision: DecisionRow | null;
}

export interface DecisionRow {
  id: string;
  package: string;
  version: string;
  configVersion: number | null;
  allow: boolean;
  ruleIds: string[];
}

export type * from './rows/approvals.js';
export type * from './rows/audit.js';
export type * from './rows/crm.js';
export type * from './rows/dealdesk.js';
export type * from './rows/entitlements.js';
export type * from './rows/evidence.js';
export type * from './rows/expiry.js';
export type * from './rows/inbox.js';
export type * from './rows/insights.js';
export type * from './rows/notifications.js';
export type * from './rows/planning.js';
export type * from './rows/quota-journal.js';
export type * from './rows/retention.js';
export type * from './rows/rollup.js';
export type * from './rows/routing.js';
export type * from './rows/tenancy.js';
export type * from './rows/terms.js';
export type * from './rows/usage.js';
