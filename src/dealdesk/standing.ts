import type { ApproverRole } from '../../policy/config-facts.js';
import type { Approval } from './approval.js';
import type { Required, Standing } from './approval-plan.js';
import { type Compared, isNoWorse } from './no-worse.js';
import type { QuoteVersion } from './quote.js';

/** The approval that a counter-proposal was, if this version is that counter-proposal and did not make its proposer a maker. */
export function standingCounterProposal(
  version: QuoteVersion,
  approvals: Approval[],
  makers: ReadonlySet<string>,
): Map<ApproverRole, Standing> {
  if (version.origin !== 'counter_proposal') return new Map();
  const proposed = approvals.find(({ id }) => id === version.proposedByApprovalId);
  const deciderId = proposed?.decidedById;
  if (!deciderId || makers.has(deciderId)) return new Map();
  const { role, onBehalfOfId } = proposed;
  return new Map([[role, { deciderId, onBehalfOfId, approvedVersion: version.number }]]);
}

/**
 * The last approval that one person alone gave in each of some roles, if they made nothing of the quote and no later version was
 * rejected in it: whether it holds for a new version is measured against the version that they approved. What a group approved is asked for anew.
 */
export function lastApproved(
  approvals: Approval[],
  roles: ApproverRole[],
  makers: ReadonlySet<string>,
): Map<ApproverRole, Approval & { approvedVersion: number; decidedById: string }> {
  const last = new Map<ApproverRole, Approval & { approvedVersion: number; decidedById: string }>();
  for (const approval of approvals) {
    const { role, approvedVersion, decidedById, groupId } = approval;
    if (approvedVersion === null || decidedById === null || groupId || !roles.includes(role)) continue;
    const known = last.get(role);
    if (!known || known.approvedVersion <= approvedVersion)
      last.set(role, { ...approval, approvedVersion, decidedById });
  }
  for (const [role, { decidedById, onBehalfOfId, approvedVersion }] of last) {
    const isMaker = makers.has(decidedById) || (onBehalfOfId && makers.has(onBehalfOfId));
    const isRejected = approvals.some(
      (one) => one.role === role && one.status === 'rejected' && one.quoteVersion > approvedVersion,
    );
    if (isMaker || isRejected) last.delete(role);
  }
  return last;
}

/**
 * Whether an approval holds for a new version (semantics, Deal desk): nothing asks for it that did not ask before, and under
 * each rule that does the version is no worse than the one that a person approved. Approvals that stood do not move that one.
 */
export function stands({ role, reasons }: Approval, verdict: Required, facts: Compared): boolean {
  const asking = verdict.reasons[role] ?? [];
  return asking.length > 0 && asking.every((rule) => reasons.includes(rule) && isNoWorse(rule, facts));
}
