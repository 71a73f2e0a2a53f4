/** Quotes, versions, lines and approvals as the statements of cypher/dealdesk give and take them. */

export interface QuoteRow {
  id: string;
  version: number;
  createdAt: string;
  externalId: string | null;
  opportunityId: string;
  accountId: string | null;
  familyRootId: string | null;
  ownerId: string;
  status: string;
  currentVersion: number;
  currency: string;
  backfill: boolean;
  businessDate: string | null;
  submittedOn: string | null;
  submittedBy: string | null;
  /** When it expires, undecided or approved; null: never. Of its last submission. */
  expiresAt: string | null;
}

export interface QuoteVersionRow {
  id: string;
  quoteId: string;
  number: number;
  createdAt: string;
  createdBy: string;
  origin: string;
  /** The approval whose decision it is, for a counter-proposal. */
  proposedByApprovalId: string | null;
  /** Approvers who made it what it is, beside owner and submitter: who proposed more than was submitted. They never approve it. */
  makerIds: string[];
  listTotalMinor: number;
  netTotalMinor: number;
  termMonths: number | null;
  paymentDays: number | null;
  liabilityMinor: number | null;
  nonStandardTerms: boolean;
  riskLevel: string;
  /** Types of clauses that differ from the standard, sorted. Absent or null: none. */
  clauses?: string[] | null;
  /** Values of the tenant's own attributes of quotes, as JSON. Absent or null: none. */
  custom?: string | null;
}

/** A version with its lines, in no order. */
export interface VersionWithLinesRow extends QuoteVersionRow {
  lines: QuoteLineRow[];
}

export interface QuoteLineRow {
  id: string;
  number: number;
  productId: string;
  sku: string;
  quantity: number;
  listMinor: number;
  netMinor: number;
  recurring: boolean;
  /** The product's family, for the product mix of a policy. */
  family: string | null;
  /** Values of the tenant's own attributes of lines, as JSON. Absent or null: none. */
  custom?: string | null;
}

/** Somebody up the reporting line of a quote's owner; level 1 is the direct manager. */
export interface ManagerRow {
  id: string;
  level: number;
  roles: string[];
}

/** What a policy may want to know of an opportunity and its account, read behind the deal's lock. */
export interface DealFactsRow {
  opportunity: {
    id: string;
    stage: string;
    status: string;
    strategic: boolean;
    type: string | null;
    custom?: string | null;
  };
  account: {
    id: string;
    externalId: string;
    ownerId: string | null;
    arrMinor: number | null;
    country: string | null;
    region: string | null;
    customerStatus: string | null;
    sector: string | null;
    employees: number | null;
    custom?: string | null;
  } | null;
  /** Roles of the quote's owner, in whose name it is submitted. */
  ownerRoles: string[];
  managers: ManagerRow[];
  /** Whom the owner delegates to, now or at another time. */
  ownerDelegates: { id: string; from: string; to: string }[];
  /** Of finance, legal and vp_sales, those that somebody holds who neither owns nor proposed the quote. */
  rolesHeld: string[];
  configNumber: number;
  siblings: SiblingRow[];
}

/** Another quote of the same account family, in the window that sums look at. */
export interface SiblingRow {
  quote_id: string;
  version: number;
  status: string;
  currency: string;
  list_total_minor: number;
  net_total_minor: number;
  /** What sums of a family need beside (quote_siblings_find); absent where nothing is summed. */
  recurring_net_minor?: number;
  term_length_months?: number | null;
  submitted_on?: string;
}

/** What a line takes from its product. */
export interface PricedProductRow {
  id: string;
  sku: string;
  family: string | null;
  listPriceMinor: number;
  currency: string;
  recurring: boolean;
}
