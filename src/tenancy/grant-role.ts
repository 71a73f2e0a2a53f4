import { z } from 'zod';
import { peopleLock, roleGrantInsertMany, roleGrantListByUser } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { ROLES, type Role } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { id, idempotencyKey } from './fields.js';
import { proposedGrant, roleGrantSnapshot } from './role-grant.js';
import { adminChain } from './user.js';

export interface RoleGrantProposed extends Outcome {
  __typename: 'RoleGrantProposed';
  grantId: string;
}

/** The user holds the role, or it was proposed and waits. */
export interface RoleGrantExists extends Outcome {
  __typename: 'RoleGrantExists';
  message: string;
  grantId: string;
}

/** The role is not to be had in this tenant: operators are users of the operators' own. */
export interface RoleNotGrantable extends Outcome {
  __typename: 'RoleNotGrantable';
  message: string;
}

const schema = z.strictObject({ userId: id, role: z.enum(ROLES), idempotencyKey });

/** Proposes a role for a user; it is held once another RevOps admin has confirmed it. */
export async function grantRole(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<RoleGrantProposed | RoleGrantExists | RoleNotGrantable | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, role } = command;
  const grantId = newId();
  const chain = adminChain(userId);
  const spec = { caller, action: 'grantRole', command, idempotencyKey };
  type Answer = RoleGrantProposed | RoleGrantExists | RoleNotGrantable | SharedOutcome;
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: [userId] });
    const user = locked?.users[0];
    if (!user || user.endedAt !== null) return notFound('user');
    if (!isGrantable(role, locked.tenant.kind)) return roleNotGrantable(role);
    const open = await step.read(roleGrantListByUser, { userIds: [userId], states: ['PENDING', 'ACTIVE'] });
    const existing = open.find((grant) => grant.role === role);
    if (existing) return roleGrantExists(existing.id);
    const grant = proposedGrant(grantId, userId, role, caller.id, step.now);
    step.write(roleGrantInsertMany, { grants: [grant], at: step.now });
    step.receipt({
      workflow: chain.id,
      step: 'PROPOSE_ROLE',
      outcome: 'ALLOWED',
      resource: { type: 'RoleGrant', id: grantId, version: 1 },
      business: { role, user_id: userId, snapshot: [roleGrantSnapshot(grant)] },
    });
    return { __typename: 'RoleGrantProposed', grantId };
  });
}

/** Whether a role may be held in a tenant of this kind: `operator` acts on every tenant, so it is the operators' alone. */
export const isGrantable = (role: Role, tenantKind: string): boolean =>
  role !== 'operator' || tenantKind === 'OPERATORS';

const roleNotGrantable = (role: string): RoleNotGrantable => ({
  __typename: 'RoleNotGrantable',
  message: `The role ${role} cannot be held in this tenant.`,
});

const roleGrantExists = (grantId: string): RoleGrantExists => ({
  __typename: 'RoleGrantExists',
  message: 'The user holds this role, or it was proposed and waits for a second person.',
  grantId,
});
