import { z } from 'zod';
import { peopleLock, roleGrantCloseMany, roleGrantFindMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { id, idempotencyKey } from './fields.js';
import { isLastAdmin, type LastAdmin, lastAdmin } from './last-admin.js';
import { grantAfter, roleGrantSnapshot } from './role-grant.js';
import { adminChain } from './user.js';

export interface RoleGrantEnded extends Outcome {
  __typename: 'RoleGrantEnded';
  grantId: string;
}

const schema = z.strictObject({ grantId: id, idempotencyKey });

/** Ends a role, or withdraws one that was proposed; one admin is enough. Ending it again changes nothing. */
export async function endRoleGrant(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<RoleGrantEnded | LastAdmin | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { grantId } = command;
  const [found] = await runtime.graph.read(roleGrantFindMany, caller.tenantId, { ids: [grantId] });
  if (!found) {
    await runtime.unitOfWork.authorize(caller, 'endRoleGrant');
    return notFound('role grant');
  }
  const { userId, role } = found;
  const chain = adminChain(userId);
  const spec = { caller, action: 'endRoleGrant', command, idempotencyKey };
  return runtime.unitOfWork.write<RoleGrantEnded | LastAdmin | SharedOutcome>(spec, async (step) => {
    await step.lock(peopleLock, { heads: [chain], userIds: [userId] });
    const [grant] = await step.read(roleGrantFindMany, { ids: [grantId] });
    const state = grant && grantAfter(grant.state, 'end');
    if (!grant || !state) return { __typename: 'RoleGrantEnded', grantId };
    if (role === 'revops_admin' && state === 'ENDED' && (await isLastAdmin(step, userId))) return lastAdmin;
    step.write(roleGrantCloseMany, { grants: [{ id: grantId, state }], at: step.now });
    const ended = { ...grant, state, version: grant.version + 1, to: step.now };
    step.receipt({
      workflow: chain.id,
      step: state === 'ENDED' ? 'REVOKE_ROLE' : 'WITHDRAW_ROLE',
      outcome: 'ALLOWED',
      resource: { type: 'RoleGrant', id: grantId, version: ended.version },
      business: { role, user_id: userId, snapshot: [roleGrantSnapshot(ended)] },
    });
    return { __typename: 'RoleGrantEnded', grantId };
  });
}
