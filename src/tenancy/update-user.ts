import { z } from 'zod';
import {
  peopleLock,
  roleGrantListByUser,
  userFindMany,
  userFindManyByIdentity,
  userUpdateMany,
} from '../../cypher/generated/tenancy.js';
import type { RoleGrantRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type UserExists, userExists } from './create-user.js';
import { displayName, handle, id, idempotencyKey } from './fields.js';
import { rights } from './rights.js';
import type { SecondPersonRequired } from './second-person.js';
import { adminChain, newUser, personalDetails, userSnapshot } from './user.js';

export interface UserUpdated extends Outcome {
  __typename: 'UserUpdated';
  userId: string;
  version: number;
}

const schema = z.strictObject({
  userId: id,
  /** The version that the change was made from. */
  version: z.int().min(1),
  handle: handle.optional(),
  name: displayName.optional(),
  /** Null takes it away. */
  subject: z.string().min(1).max(256).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
  idempotencyKey,
});

type Answer = UserUpdated | UserExists | SecondPersonRequired | SharedOutcome;

/**
 * Whether a new token subject would hand roles, held or proposed, from one person to another: maker and checker forbid
 * that to one admin. The first subject is such a change, too: who confirmed the roles did not know who would sign in with them.
 */
export const movesRoles = (stored: string | null, given: string | null, holdsRoles: boolean): boolean =>
  holdsRoles && given !== stored;

/**
 * Whether a new e-mail address would hand approvals from one person to another: the links in mail decide without signing in.
 * The first address is such a change, too; taking one away is none.
 */
export const movesApprovals = (stored: string | null, given: string | null, grants: Pick<RoleGrantRow, 'role'>[]) =>
  given !== null &&
  given !== stored &&
  grants.some(({ role }) => rights.decideApproval.anyRole.some((approving) => approving === role));

/**
 * Changes a user's handle, token subject, name or e-mail; what is left out stays. The subject of somebody with roles is
 * refused, with a receipt; so is an e-mail address of somebody who approves.
 */
export async function updateUser(runtime: Runtime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, version, ...given } = command;
  const chain = adminChain(userId);
  const spec = { caller, action: 'updateUser', command, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: [userId] });
    const [stored] = locked?.users.length ? await step.read(userFindMany, { ids: [userId] }) : [];
    if (!stored || stored.endedAt !== null) return notFound('user');
    if (stored.version !== version) return versionConflict(stored.version);
    const grants = await step.read(roleGrantListByUser, { userIds: [userId], states: ['PENDING', 'ACTIVE'] });
    if (given.subject !== undefined && movesRoles(stored.subject, given.subject, grants.length > 0)) {
      return refuse(step, userId, version, 'SUBJECT_HOLDS_ROLES');
    }
    if (given.email !== undefined && movesApprovals(stored.email, given.email, grants)) {
      return refuse(step, userId, version, 'EMAIL_DECIDES');
    }
    const details = {
      handle: given.handle ?? stored.handle,
      name: given.name ?? stored.name,
      subject: given.subject === undefined ? stored.subject : given.subject,
      email: given.email === undefined ? stored.email : given.email,
      externalId: stored.externalId,
    };
    const [taken] = await step.read(userFindManyByIdentity, { identities: [{ n: 0, ...details }] });
    const other = [taken?.byHandle, taken?.bySubject].find((found) => found && found.id !== userId);
    if (other) return userExists(other.id);
    step.write(userUpdateMany, { users: [newUser(userId, details)] });
    step.receipt({
      workflow: chain.id,
      step: 'UPDATE_USER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: version + 1 },
      business: { snapshot: [userSnapshot(userId, version + 1)] },
      personal: personalDetails(details, userId),
    });
    return { __typename: 'UserUpdated', userId, version: version + 1 };
  });
}

const REFUSALS = {
  SUBJECT_HOLDS_ROLES:
    'Whoever signs in with this subject would hold the roles of this user, held or proposed, which takes two persons: end the roles, change the subject, and have the roles granted again.',
  EMAIL_DECIDES:
    'Whoever reads mail at this address could decide approvals as this user, which takes two persons: end the roles that approve, change the address, and have the roles granted again.',
} as const;

function refuse(step: WriteStep, userId: string, version: number, reason: keyof typeof REFUSALS): SecondPersonRequired {
  step.receipt({
    workflow: adminChain(userId).id,
    step: 'UPDATE_USER',
    outcome: 'DENIED',
    resource: { type: 'User', id: userId, version },
    business: { reason },
  });
  return { __typename: 'SecondPersonRequired', message: REFUSALS[reason] };
}
