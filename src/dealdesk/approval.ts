import type { ApprovalRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Role } from '../kernel/rights.js';

/** States of one approval and what moves it; the diagram in docs/ is made from this table. */
export const APPROVAL_TRANSITIONS = {
  waiting: { open: 'open', follow: 'approved', supersede: 'superseded' },
  open: { approve: 'approved', reject: 'rejected', counter_propose: 'countered', supersede: 'superseded' },
  approved: {},
  rejected: {},
  countered: {},
  superseded: {},
} as const;

export type ApprovalStatus = keyof typeof APPROVAL_TRANSITIONS;
/** `follow`: given with the decision of the stage before, by the same person. */
export type ApprovalEvent = 'open' | 'follow' | 'approve' | 'reject' | 'counter_propose' | 'supersede';

/** The state an event leads to, or null when the event is not allowed in this state. */
export function nextApprovalStatus(status: ApprovalStatus, event: ApprovalEvent): ApprovalStatus | null {
  return (APPROVAL_TRANSITIONS[status] as Partial<Record<ApprovalEvent, ApprovalStatus>>)[event] ?? null;
}

/**
 * One required approval of one quote version. `stage` counts from 0; the approvals of a stage are decided in parallel.
 * `reasons` are the rule ids that asked for it. It waits in `inbox`: `user:<id>` when one person decides, else `role:<role>`.
 */
export interface Approval extends ApprovalRow {
  role: ApproverRole;
  status: ApprovalStatus;
}

const HOLDERS: Record<ApproverRole, Role> = {
  SALES_MANAGER: 'sales_manager',
  FINANCE: 'finance',
  LEGAL: 'legal',
  VP_SALES: 'vp_sales',
};

/** Where an approval waits for a RevOps admin to say who decides it, since nobody was found. */
export const ADMIN_INBOX = 'role:REVOPS_ADMIN';

/** The role whose holders may decide an approval of this kind. */
export const holderRole = (role: ApproverRole): Role => HOLDERS[role];

/** The approvers' roles among the roles of a person. */
export const approverRolesOf = (roles: readonly string[]): ApproverRole[] =>
  (Object.keys(HOLDERS) as ApproverRole[]).filter((role) => roles.includes(HOLDERS[role]));

/** Inboxes that a person reads: their own, and one for each approver role they hold; of an admin also what nobody was found for. */
export function inboxesOf(userId: string, roles: readonly string[]): string[] {
  const shared = approverRolesOf(roles);
  const admin = roles.includes('revops_admin') ? [ADMIN_INBOX] : [];
  return [`user:${userId}`, ...shared.map((role) => `role:${role}`), ...admin];
}

/** Codes an approver chooses from when they do not simply approve. */
export const REASON_CODES = [
  'DISCOUNT_TOO_HIGH',
  'TERMS_NOT_ACCEPTABLE',
  'STRATEGIC_DEAL',
  'COMPETITIVE_SITUATION',
  'VOLUME_COMMITMENT',
  'INCOMPLETE',
  'OTHER',
] as const;
