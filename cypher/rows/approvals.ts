import type { QuoteRow, VersionWithLinesRow } from './dealdesk.js';

/** Approvals, who may be asked for them, and delegations, as the statements of cypher/dealdesk give and take them. */

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

/** Somebody who holds an approver's role, with all their roles and the handles of their teams. */
export interface CandidateRow {
  id: string;
  handle: string;
  roles: string[];
  teams: string[];
}
