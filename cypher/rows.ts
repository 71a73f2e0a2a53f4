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

/** A head's new end, after its receipts were chained. */
export interface MovedHead {
  id: string;
  seq: number;
  sha256: string;
  lastReceiptId: string;
  lastAt: string;
}

/** A chained receipt as it is written; `body` is the canonical text that `sha256` covers. */
export interface ReceiptRow {
  id: string;
  workflowId: string;
  workflowKind: string;
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
  verdict: string;
}

export type * from './rows/dealdesk.js';

/** What a locked user holds at present. */
export interface HeldByUser {
  id: string;
  version: number;
  endedAt: string | null;
  roles: { grantId: string; role: string }[];
  teamIds: string[];
  leadsTeamIds: string[];
  managerId: string | null;
  reportIds: string[];
  seat: { id: string; type: string; from: string } | null;
}

/** A user as stored; handle, subject, name and e-mail are personal. */
export interface UserRow {
  id: string;
  version: number;
  handle: string;
  subject: string | null;
  name: string;
  email: string | null;
  externalId: string | null;
  createdAt: string;
  endedAt: string | null;
}

/** A user to write; `nameKey` is the name in lower case, by which lists are ordered. */
export interface NewUser {
  id: string;
  handle: string;
  subject: string | null;
  name: string;
  nameKey: string;
  email: string | null;
  externalId: string | null;
}

/** Roles, teams and manager of a user as of an instant. */
export interface HoldingsRow {
  userId: string;
  roles: string[];
  teamIds: string[];
  managerId: string | null;
}

export interface TeamRow {
  id: string;
  version: number;
  handle: string;
  name: string;
  externalId: string | null;
  createdAt: string;
  leadId: string | null;
}

export interface NewTeam {
  id: string;
  handle: string;
  name: string;
  nameKey: string;
  externalId: string | null;
}

export interface NewTenant {
  handle: string;
  name: string;
  kind: string;
  plan: string;
  openedBy: string;
}

export interface NewRoleGrant {
  id: string;
  userId: string;
  role: string;
  state: string;
  proposedBy: string;
}

/** A role proposed for a user, granted, ended or withdrawn. */
export interface RoleGrantRow {
  id: string;
  userId: string;
  role: string;
  state: string;
  version: number;
  proposedBy: string;
  confirmedBy: string | null;
  createdAt: string;
  from: string | null;
  to: string | null;
}

export interface NewApiKey {
  id: string;
  name: string;
  prefix: string;
  sha256: string;
  scopes: string[];
  expiresAt: string | null;
  createdBy: string;
}

/** An API key without its hash. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: string | null;
  revokedAt: string | null;
  createdBy: string;
  createdAt: string;
  version: number;
}

/** A numbered version of a tenant's configuration, without its text. */
export interface ConfigVersionRow {
  id: string;
  number: number;
  state: string;
  sha256: string;
  version: number;
  savedBy: string;
  activatedBy: string | null;
  createdAt: string;
  activatedAt: string | null;
  retiredAt: string | null;
}

/** The counter under the seat limit; `limit` null is unlimited. A proposed limit waits for a second operator. */
export interface SeatBookRow {
  id: string;
  limit: number | null;
  used: number;
  version: number;
  proposalId: string | null;
  proposedLimit: number | null;
  proposedBy: string | null;
}

/** A user or team that owns something. */
export interface OwnerRow {
  id: string;
  type: 'User' | 'Team';
}

/** An account; amounts are minor units of `currency`, dates `YYYY-MM-DD`. `version` is null on one that is just being made. */
export interface AccountRow {
  id: string;
  version: number | null;
  createdAt: string;
  updatedAt: string;
  externalId: string;
  name: string;
  normalisedName: string;
  domain: string | null;
  country: string | null;
  region: string | null;
  sector: string | null;
  employees: number | null;
  yearEstablished: number | null;
  revenueMinor: number | null;
  arrMinor: number | null;
  currency: string;
  customerStatus: 'prospect' | 'customer' | 'former';
  ownerId: string | null;
  ownerType: OwnerRow['type'] | null;
  parentId: string | null;
  familyRootId: string;
}

/** A product and its list price; what is not `recurring` is sold once, and is no part of ARR. */
export interface ProductRow {
  id: string;
  version: number | null;
  createdAt: string;
  updatedAt: string;
  sku: string;
  name: string;
  series: string | null;
  listPriceMinor: number;
  currency: string;
  recurring: boolean;
}

/** An opportunity. */
export interface OpportunityRow {
  id: string;
  version: number | null;
  createdAt: string;
  updatedAt: string;
  externalId: string;
  name: string;
  stage: string;
  status: 'open' | 'won' | 'lost';
  type: string | null;
  strategic: boolean;
  amountMinor: number | null;
  currency: string;
  engageDate: string | null;
  closeDate: string | null;
  ownerId: string | null;
  ownerType: OwnerRow['type'] | null;
  accountId: string | null;
  productId: string | null;
}

/** An edge to move: null leaves it, a null id ends it. */
export type EdgeChange = { id: string | null } | null;

/** Changed properties of one account. */
export interface AccountWrite {
  id: string;
  properties: Partial<AccountRow>;
  owner: EdgeChange;
  parent: EdgeChange;
}

export interface ProductWrite {
  id: string;
  properties: Partial<ProductRow>;
}

export interface OpportunityWrite {
  id: string;
  properties: Partial<OpportunityRow>;
  owner: EdgeChange;
  account: EdgeChange;
  product: EdgeChange;
}

/** An account that a lead may belong to, with what ties are broken by. */
export interface MatchCandidateRow extends Pick<AccountRow, 'id' | 'name' | 'domain' | 'parentId' | 'createdAt'> {
  criterion: 'domain' | 'name' | 'similar_name';
  customerStatus: AccountRow['customerStatus'];
  ownerId: string | null;
  ownerType: OwnerRow['type'] | null;
  hasOpenOpportunity: boolean;
}

/** What became of an import's rows. Repairs and warnings are counted beside, one row may have several. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  repairs: number;
  warnings: number;
}

export interface ImportRunStart {
  id: string;
  at: string;
  kind: string;
  fileSha256: string;
  startedBy: string;
}

export interface ImportRunRow {
  id: string;
  kind: string;
  status: 'running' | 'completed';
  fileSha256: string;
  startedBy: string;
  createdAt: string;
  endedAt: string | null;
}

export interface ImportChunkRow extends ImportCounts {
  id: string;
  at: string;
  runId: string;
  seq: number;
  findings: string;
}
export type * from './rows/evidence.js';
export type * from './rows/routing.js';
