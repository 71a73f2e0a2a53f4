/** Accounts, products, opportunities and import runs as the statements of cypher/crm give and take them. */

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
  /** Values of the tenant's own attributes, as JSON; personal ones apart. Absent: none. */
  custom?: string | null;
  personalCustom?: string | null;
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
  /** As of an account. */
  custom?: string | null;
  personalCustom?: string | null;
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

/** That a tenant is an account of an operators' tenant; both have it, and it is in force while they agree. */
export interface TenantLinkRow {
  id: string;
  /** Raised each time it is linked or unlinked. */
  version: number;
  createdAt: string;
  operatorTenantId: string;
  linkedTenantId: string;
  /** Of the operators' tenant. */
  accountId: string;
  state: string;
  /** From when on it has its state. */
  since: string;
  /** The operator who linked or unlinked. */
  changedBy: string;
}
