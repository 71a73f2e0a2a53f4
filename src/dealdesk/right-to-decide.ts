import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import { ADMIN_INBOX, type Approval, holderRole } from './approval.js';
import type { NotYourApproval } from './errors.js';
import type { HeldLimit } from './limits.js';
import type { Quote } from './quote.js';

const SENTENCES = {
  own_quote: 'Nobody approves a quote that they own, submitted or proposed.',
  admin_never_decides: 'A RevOps admin says who decides, and never decides.',
  unassigned: 'Nobody was found to decide this; a RevOps admin names somebody.',
  other_assignee: 'This approval waits for somebody else.',
  role_not_held: 'You do not hold the role that this approval asks for.',
  same_person: 'You have approved this quote in another role; another person decides in this one.',
  over_limit: 'This is more than your role may approve.',
} as const;

/** Why somebody may not decide an approval; receipts name it. */
export type Why = keyof typeof SENTENCES;

/** Who wants to decide, as they are at this instant. */
export interface Decider {
  id: string;
  roles: string[];
}

/** What a decision is about; `approvals` are those of the same version of the quote. */
export interface Decided {
  approval: Pick<Approval, 'id' | 'role' | 'assigneeId' | 'inbox' | 'escalatedToIds'>;
  quote: Pick<Quote, 'ownerId' | 'submittedBy'>;
  makerIds: string[];
}

/**
 * Why a person may not decide an approval, or null when they may: whoever decides holds its role at this instant, is one
 * it waits for or went up to, and made nothing of the quote (semantics, Deal desk). Checked behind the lock, for every door.
 */
export function whyNotYours({ id, roles }: Decider, { approval, quote, makerIds }: Decided): Why | null {
  if ([quote.ownerId, quote.submittedBy, ...makerIds].includes(id)) return 'own_quote';
  if (roles.includes('revops_admin')) return 'admin_never_decides';
  const named = [...(approval.assigneeId ? [approval.assigneeId] : []), ...(approval.escalatedToIds ?? [])];
  if (approval.inbox === ADMIN_INBOX && !named.includes(id)) return 'unassigned';
  if (approval.assigneeId && !named.includes(id)) return 'other_assignee';
  if (!roles.includes(holderRole(approval.role))) return 'role_not_held';
  return null;
}

/** Whether somebody has approved the same version in another role, themself or through others: `distinct_persons` forbids it. */
export function decidesTwice(
  persons: string[],
  role: string,
  approvals: Pick<Approval, 'role' | 'status' | 'decidedById' | 'onBehalfOfId'>[],
): boolean {
  const others = approvals.filter((one) => one.status === 'approved' && one.role !== role);
  const deciders = others.flatMap((one) => [one.decidedById, one.onBehalfOfId]);
  return persons.some((person) => deciders.includes(person));
}

/** Refuses a decider, with a receipt in the deal (ledger, What leaves a receipt). */
export function refuseDecider(
  step: WriteStep,
  approval: Approval,
  why: Why,
  limit: HeldLimit | null = null,
): NotYourApproval {
  step.receipt({
    workflow: workflowId('deal', approval.opportunityId),
    step: 'DECIDE_APPROVAL',
    outcome: 'BLOCKED',
    resource: { type: 'Approval', id: approval.id, version: approval.version },
    business: { reason: why, ...(limit && { limit }) },
  });
  return { __typename: 'NotYourApproval', message: SENTENCES[why], reason: why, approvalId: approval.id };
}
