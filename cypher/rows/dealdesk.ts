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

export interface ApprovalRow {
  id: string;
  version: number;
  createdAt: string;
  quoteId: string;
  quoteVersion: number;
  opportunityId: string;
  role: string;
  stage: number;
  status: string;
  reasons: string[];
  assigneeId: string | null;
  inbox: string;
  requestedAt: string;
  /** When its people are reminded next; null: never. */
  remindAt: string | null;
  /** When it goes up the reporting line; null: never, or nobody stands above. */
  dueAt: string | null;
  /** When it last went up. */
  escalatedAt: string | null;
  /** To whom it went up, in order; they may decide it beside whom it waits for. Null: it never did. */
  escalatedToIds: string[] | null;
  /** `user:<id>` of the last of them. */
  escalatedInbox: string | null;
  /** What it is about, as it was when it was asked for: null where that was not kept. */
  segment: string | null;
  /** Discount of the version, in basis points of list. */
  discountBp: number | null;
  /** The limit whose excess brought this role; null where something else did. */
  thresholdBp: number | null;
  decidedAt: string | null;
  decidedById: string | null;
  reasonCode: string | null;
  /** Approvals of one role that count together; null: it counts alone. */
  groupId: string | null;
  /** How many of its group must approve; null: one. */
  groupNeeds: number | null;
  /** Whom its decider stood for, by delegation. */
  onBehalfOfId: string | null;
  /** Version of the quote that a person last approved in this role: what a later version is measured against. */
  approvedVersion: number | null;
  /** Configuration that asked for it, by which it is tested again. Null: asked for before this was kept. */
  configNumber: number | null;
  /** Admin who chose whom it waits for; never decides it. */
  assignedById: string | null;
}

/** What a decision hangs on; `approvals` are all that the quote was ever asked for. */
export interface DecidingFactsRow {
  approval: ApprovalRow;
  quote: QuoteRow;
  current: VersionWithLinesRow;
  /** Roles of who decides, at this instant. */
  deciderRoles: string[];
  /** Those who delegate to them, directly or through others. */
  delegators: DelegatorRow[];
  approvals: ApprovalRow[];
  /** The configuration in force. */
  configNumber: number;
}

/** Somebody's approvals that another decides in their place, from one instant to another. */
export interface DelegationRow {
  id: string;
  version: number;
  createdAt: string;
  principalId: string;
  delegateId: string;
  from: string;
  to: string;
  reasonCode: string;
  createdBy: string;
  /** Who ended it before its time. */
  endedBy: string | null;
}

/** Somebody from whom delegations lead to a decider: one span a hop, the principal's own first. */
export interface DelegatorRow {
  id: string;
  spans: { from: string; to: string }[];
  /** Held at present. */
  roles: string[];
}

/** A delegation from the side of one user: `userId` is the other one. */
export interface DelegationSpan {
  delegationId: string;
  userId: string;
  from: string;
  to: string;
}

/** Somebody up the reporting line of a quote's owner; level 1 is the direct manager. */
export interface ManagerRow {
  id: string;
  level: number;
  roles: string[];
}

/** Somebody who holds an approver's role, with all their roles and the handles of their teams. */
export interface CandidateRow {
  id: string;
  handle: string;
  roles: string[];
  teams: string[];
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
  /** What sums of a family need beside (quote_siblings_lock); absent where nothing is summed. */
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

/** What an approver is shown of a quote beside its approval. */
export interface InboxQuoteRow {
  quote: QuoteRow;
  version: Pick<
    QuoteVersionRow,
    | 'number'
    | 'listTotalMinor'
    | 'netTotalMinor'
    | 'termMonths'
    | 'paymentDays'
    | 'liabilityMinor'
    | 'nonStandardTerms'
    | 'riskLevel'
  >;
  opportunityName: string;
  strategic: boolean;
  accountName: string | null;
  /** Of the account's opportunities, as many as were asked for. */
  dealStatuses: string[];
  /** The account's last approved quote beside this one, or nothing. */
  lastApproved: { submittedOn: string; listTotalMinor: number; netTotalMinor: number }[];
}

/** What somebody said of a quote; the words are in its receipt's personal payload. */
export interface QuoteCommentRow {
  id: string;
  version: number;
  createdAt: string;
  quoteId: string;
  /** Number of the version that was in force. */
  quoteVersion: number;
  opportunityId: string;
  /** The approval that it was said beside. */
  approvalId: string | null;
  authorId: string;
}
