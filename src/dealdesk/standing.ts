import type { ApproverRole } from '../../policy/config-facts.js';
import type { Approval } from './approval.js';
import type { Standing } from './approval-plan.js';
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
