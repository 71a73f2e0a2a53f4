import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Approval, holderRole } from './approval.js';
import type { NotYourApproval } from './errors.js';
import type { Quote } from './quote.js';

type Why = 'own_quote' | 'other_assignee' | 'role_not_held';

const SENTENCES: Record<Why, string> = {
  own_quote: 'Nobody approves a quote that they own, submitted or proposed.',
  other_assignee: 'This approval waits for somebody else.',
  role_not_held: 'You do not hold the role that this approval asks for.',
};

/**
 * Why a person may not decide an approval, or null when they may: whoever decides holds its role at this instant, is the
 * one it waits for, and made nothing of the quote (semantics, Deal desk). Checked behind the lock, for every door.
 */
export function whyNotYours(
  deciderId: string,
  deciderRoles: string[],
  approval: Pick<Approval, 'role' | 'assigneeId'>,
  quote: Pick<Quote, 'ownerId' | 'submittedBy'>,
  makerIds: string[],
): Why | null {
  if ([quote.ownerId, quote.submittedBy, ...makerIds].includes(deciderId)) return 'own_quote';
  if (approval.assigneeId && approval.assigneeId !== deciderId) return 'other_assignee';
  if (!deciderRoles.includes(holderRole(approval.role))) return 'role_not_held';
  return null;
}

/** Refuses a decider, with a receipt in the deal (ledger, What leaves a receipt). */
export function refuseDecider(step: WriteStep, approval: Approval, why: Why): NotYourApproval {
  step.receipt({
    workflow: workflowId('deal', approval.opportunityId),
    step: 'DECIDE_APPROVAL',
    outcome: 'BLOCKED',
    resource: { type: 'Approval', id: approval.id, version: approval.version },
    business: { reason: why },
  });
  return { __typename: 'NotYourApproval', message: SENTENCES[why], approvalId: approval.id };
}
