import type { DecidingFactsRow } from '../../cypher/rows.js';
import { workflowId } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { ADMIN_INBOX, type Approval, holderRole } from './approval.js';
import { standsFor } from './delegation.js';
import type { NotYourApproval } from './errors.js';
import type { HeldLimit } from './limits.js';
import type { Quote } from './quote.js';
import type { DealDeskConfig } from './settings.js';

const SENTENCES = {
  own_quote: 'Nobody approves a quote that they own, submitted or proposed.',
  maker_s_delegate: 'You stand in for somebody who owns, submitted or proposed this quote.',
  admin_never_decides: 'A RevOps admin says who decides, and never decides.',
  unassigned: 'Nobody was found to decide this; a RevOps admin names somebody.',
  other_assignee: 'This approval waits for somebody else.',
  role_not_held: 'You do not hold the role that this approval asks for.',
  same_person: "You have approved this quote already, in your own place or another's; another person decides this.",
  over_limit: 'This is more than your role may approve.',
} as const;

/** Why somebody may not decide an approval; receipts name it. */
export type Why = keyof typeof SENTENCES;

/** Who wants to decide, as they are at this instant. */
export interface Decider {
  id: string;
  roles: string[];
  /** Whom they stand in for, by delegations in force, with their roles. */
  standsFor: ReadonlyMap<string, string[]>;
}

/** A user as a statement read them behind the lock. */
export const deciderOf = (
  id: string,
  { deciderRoles, delegators }: Pick<DecidingFactsRow, 'deciderRoles' | 'delegators'>,
  { delegationHops }: Pick<DealDeskConfig, 'delegationHops'>,
  now: Instant,
): Decider => ({ id, roles: deciderRoles, standsFor: standsFor(delegators, delegationHops, now) });

/** What a decision is about; `approvals` are those of the same version of the quote. */
export interface Decided {
  approval: Pick<Approval, 'id' | 'role' | 'assigneeId' | 'inbox' | 'escalatedToIds'>;
  quote: Pick<Quote, 'ownerId' | 'submittedBy'>;
  makerIds: string[];
}

/**
 * Why a person may not decide an approval, or null when they may: whoever decides holds its role at this instant, is one
 * it waits for or went up to, or stands in for such a one who holds it too, and made nothing of the quote, nor stands in
 * for one who did (semantics, Deal desk). Checked behind the lock, for every door.
 */
export function whyNotYours(decider: Decider, { approval, quote, makerIds }: Decided): Why | null {
  const { id, roles, standsFor } = decider;
  const makers = [quote.ownerId, quote.submittedBy, ...makerIds];
  if (makers.includes(id)) return 'own_quote';
  if (makers.some((maker) => maker !== null && standsFor.has(maker))) return 'maker_s_delegate';
  if (roles.includes('revops_admin')) return 'admin_never_decides';
  const isTheirs = namedIn(approval).includes(id) || principalOf(decider, approval) !== null;
  if (approval.inbox === ADMIN_INBOX && !isTheirs) return 'unassigned';
  if (approval.assigneeId && !isTheirs) return 'other_assignee';
  return roles.includes(holderRole(approval.role)) ? null : 'role_not_held';
}

type Named = Pick<Approval, 'role' | 'assigneeId' | 'escalatedToIds'>;

/** Whom an approval waits for, and whom it went up to. */
const namedIn = ({ assigneeId, escalatedToIds }: Named): string[] => [
  ...(assigneeId ? [assigneeId] : []),
  ...(escalatedToIds ?? []),
];

/** In whose place somebody decides an approval: null when in nobody's, since it is theirs, or waits for whoever holds its role. */
export function principalOf({ id, standsFor }: Decider, approval: Named): string | null {
  const named = namedIn(approval);
  if (named.includes(id)) return null;
  return named.find((one) => standsFor.get(one)?.includes(holderRole(approval.role))) ?? null;
}

/**
 * Whether somebody has approved the same version already, themself or through others, where another person is asked for: beside
 * it in a group always, since n of them are n persons; in another role where `distinct_persons` says so.
 */
export function decidesTwice(
  persons: string[],
  { role, groupId }: Pick<Approval, 'role' | 'groupId'>,
  approvals: Pick<Approval, 'role' | 'groupId' | 'status' | 'decidedById' | 'onBehalfOfId'>[],
  { distinctPersons }: Pick<DealDeskConfig, 'distinctPersons'>,
): boolean {
  const isBeside = (one: Pick<Approval, 'groupId'>) => groupId !== null && one.groupId === groupId;
  const others = approvals.filter(
    (one) => one.status === 'approved' && (isBeside(one) || (distinctPersons && one.role !== role)),
  );
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
