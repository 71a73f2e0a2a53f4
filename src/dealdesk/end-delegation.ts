import { z } from 'zod';
import { delegationEnd, delegationFind, delegationLock } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { later } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { DELEGATION_CHAIN, type Delegation, delegationSnapshot } from './delegation.js';
import type { DealDeskRuntime } from './runtime.js';

const command = z.strictObject({
  delegationId: z.string().min(1).max(64),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The delegate decides no more in the other's place. */
export interface DelegationEnded extends Outcome {
  __typename: 'DelegationEnded';
  delegation: Delegation;
}

/** Neither the one nor the other of the two, and no RevOps admin. */
export interface NotYourDelegation extends Outcome {
  __typename: 'NotYourDelegation';
  message: string;
}

type Answer = DelegationEnded | NotYourDelegation | SharedOutcome;

/** Ends a delegation before its time: either of the two does, or an admin. One that is over stays as it is. */
export async function endDelegation(runtime: DealDeskRuntime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, delegationId } = parsed.command;
  const [known] = await runtime.graph.read(delegationFind, caller.tenantId, { delegationId });
  if (!known) return notFound('delegation');
  const { principalId, delegateId } = known.delegation;
  const spec = { caller, action: 'endDelegation', command: { delegationId }, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    await step.lock(delegationLock, { heads: [DELEGATION_CHAIN], userIds: [principalId, delegateId].sort() });
    const [row] = await step.read(delegationFind, { delegationId });
    if (!row) return notFound('delegation');
    const { delegation } = row;
    if (![principalId, delegateId].includes(caller.id) && !caller.roles.includes('revops_admin')) {
      return refuse(step, delegation);
    }
    return delegation.to <= step.now ? { __typename: 'DelegationEnded', delegation } : ended(step, delegation);
  });
}

function refuse(step: WriteStep, { id, version }: Delegation): NotYourDelegation {
  step.receipt({
    workflow: DELEGATION_CHAIN.id,
    step: 'END_DELEGATION',
    outcome: 'BLOCKED',
    resource: { type: 'Delegation', id, version },
    business: { reason: 'of_others' },
  });
  return { __typename: 'NotYourDelegation', message: 'This delegation is between others; either of them ends it.' };
}

/** One that has not begun ends at its beginning, and never holds. */
function ended(step: WriteStep, before: Delegation): DelegationEnded {
  const to = later(step.now, before.from);
  const after = { ...before, to, version: before.version + 1, endedBy: step.caller.id };
  const { id, principalId, version, endedBy } = after;
  step.write(delegationEnd, { delegationId: id, principalId, version, to, endedBy });
  step.receipt({
    workflow: DELEGATION_CHAIN.id,
    step: 'END_DELEGATION',
    outcome: 'ALLOWED',
    resource: { type: 'Delegation', id, version },
    business: { snapshot: [delegationSnapshot(after)] },
  });
  return { __typename: 'DelegationEnded', delegation: after };
}
