import { z } from 'zod';
import { delegationInsert, delegationLock } from '../../cypher/generated/dealdesk.js';
import type { HeldByUser } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields } from '../tenancy/index.js';
import { approverRolesOf } from './approval.js';
import { closesCycle, DELEGATION_CHAIN, type Delegation, delegationSnapshot, overlapsAnother } from './delegation.js';
import { reasonProblem } from './reason-codes.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';
import type { DealDeskConfig } from './settings.js';

/** A delegation for longer is a change of roles. */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

const command = z.strictObject({
  toUserId: z.string().min(1).max(64),
  /** Now when left out. */
  from: fields.instant.nullish(),
  until: fields.instant,
  /** One of the configuration's for delegations. */
  reasonCode: z.string().max(64),
  comment: z.string().max(4_000, 'has at most 4,000 characters').nullish(),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});
type DelegateCommand = Omit<z.output<typeof command>, 'idempotencyKey'>;

/** From its beginning until its end the delegate decides in the caller's place. */
export interface ApprovalsDelegated extends Outcome {
  __typename: 'ApprovalsDelegated';
  delegation: Delegation;
}

/** The approvals are not passed on so. */
export interface DelegationRefused extends Outcome {
  __typename: 'DelegationRefused';
  message: string;
  reason: keyof typeof REFUSALS;
}

const REFUSALS = {
  to_oneself: 'Nobody stands in for themself.',
  switched_off: 'Delegation is switched off in your configuration.',
  delegate_without_role: 'They hold none of the roles in which you decide.',
  overlaps: 'You have a delegate for a part of this time; end that delegation first.',
  cycle: 'Your approvals would come back to you through those who delegate to you.',
} as const;

type Answer = ApprovalsDelegated | DelegationRefused | SharedOutcome;

/** Lets somebody who holds the same role decide the caller's approvals in their place, for a time (semantics, Deal desk). */
export async function delegateApprovals(runtime: DealDeskRuntime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...delegate } = parsed.command;
  const id = newId();
  const userIds = [...new Set([caller.id, delegate.toUserId])].sort();
  const spec = { caller, action: 'delegateApprovals', command: delegate, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const row = await step.lock(delegationLock, { heads: [DELEGATION_CHAIN], userIds });
    const active = new Map(row?.users.filter(({ endedAt }) => endedAt === null).map((user) => [user.id, user]));
    const [principal, other] = [active.get(caller.id), active.get(delegate.toUserId)];
    if (!row || !principal || !other) return notFound('user');
    const settings = await dealDeskConfigAt(runtime, step.tenantId, row.configNumber);
    const span = spanOf(delegate, step.now);
    const problem = spanProblem(span, step.now) ?? reasonProblem(settings, 'DELEGATE', delegate.reasonCode);
    if (problem) return invalidInput(problem);
    const delegation = { ...made(step, id, delegate), ...span };
    const why = whyRefused(delegation, row.current, settings, { principal, other });
    return why ? refuse(step, delegation, why) : given(step, delegation, delegate.comment);
  });
}

const spanOf = ({ from, until }: DelegateCommand, now: Instant) => ({
  from: from ? instantOf(epochMs(from)) : now,
  to: instantOf(epochMs(until)),
});

function spanProblem({ from, to }: { from: Instant; to: Instant }, now: Instant) {
  if (from < now) return { path: 'from', message: 'has passed; leave it out to begin now' };
  if (to <= from) return { path: 'until', message: 'is not after the beginning' };
  return epochMs(to) - epochMs(from) > LONGEST_DAYS * DAY_MS
    ? { path: 'until', message: `is at most ${LONGEST_DAYS} days after the beginning` }
    : null;
}

const made = (step: WriteStep, id: string, { toUserId, reasonCode }: DelegateCommand) => ({
  id,
  version: 1,
  createdAt: step.now,
  principalId: step.caller.id,
  delegateId: toUserId,
  reasonCode,
  createdBy: step.caller.id,
  endedBy: null,
});

function whyRefused(
  next: Delegation,
  others: Delegation[],
  { delegationHops, features }: DealDeskConfig,
  { principal, other }: { principal: HeldByUser; other: HeldByUser },
): DelegationRefused['reason'] | null {
  if (next.principalId === next.delegateId) return 'to_oneself';
  if (delegationHops === 0 || !features.delegation) return 'switched_off';
  const rolesOf = ({ roles }: HeldByUser) => approverRolesOf(roles.map(({ role }) => role));
  if (!rolesOf(principal).some((role) => rolesOf(other).includes(role))) return 'delegate_without_role';
  if (overlapsAnother(next, others)) return 'overlaps';
  return closesCycle(next, others) ? 'cycle' : null;
}

function refuse(
  step: WriteStep,
  { id, delegateId }: Delegation,
  reason: DelegationRefused['reason'],
): DelegationRefused {
  step.receipt({
    workflow: DELEGATION_CHAIN.id,
    step: 'DELEGATE_APPROVALS',
    outcome: 'BLOCKED',
    resource: { type: 'Delegation', id, version: null },
    business: { reason, delegate_id: delegateId },
  });
  return { __typename: 'DelegationRefused', message: REFUSALS[reason], reason };
}

function given(step: WriteStep, delegation: Delegation, comment: string | null | undefined): ApprovalsDelegated {
  step.write(delegationInsert, { delegation });
  step.receipt({
    workflow: DELEGATION_CHAIN.id,
    step: 'DELEGATE_APPROVALS',
    outcome: 'ALLOWED',
    resource: { type: 'Delegation', id: delegation.id, version: delegation.version },
    business: { reason_code: delegation.reasonCode, snapshot: [delegationSnapshot(delegation)] },
    personal: comment ? { content: { comment }, about: [delegation.principalId] } : null,
  });
  return { __typename: 'ApprovalsDelegated', delegation };
}
