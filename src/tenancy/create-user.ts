import { z } from 'zod';
import { peopleLock, userFindManyByIdentity, userInsertMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { type NotFound, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { displayName, email, externalId, handle, idempotencyKey, subject } from './fields.js';
import { adminChain, newUser, personalDetails, userSnapshot } from './user.js';

export interface UserCreated extends Outcome {
  __typename: 'UserCreated';
  userId: string;
}

/** Another user of the tenant has this handle, token subject or external id, also when they were ended. */
export interface UserExists extends Outcome {
  __typename: 'UserExists';
  message: string;
  userId: string;
}

const schema = z.strictObject({ handle, subject, name: displayName, email, externalId, idempotencyKey });

/** Adds a user, without role, team or seat. */
export async function createUser(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<UserCreated | UserExists | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...user } = parsed.command;
  const userId = newId();
  const chain = adminChain(userId);
  const spec = { caller, action: 'createUser', command: user, idempotencyKey };
  return runtime.unitOfWork.write<UserCreated | UserExists | NotFound>(spec, async (step) => {
    if (!(await step.lock(peopleLock, { heads: [chain], userIds: [] }))) return notFound('tenant');
    const [taken] = await step.read(userFindManyByIdentity, { identities: [{ n: 0, ...user }] });
    const other = taken?.byHandle ?? taken?.bySubject ?? taken?.byExternalId;
    if (other) return userExists(other.id);
    step.write(userInsertMany, { users: [newUser(userId, user)], at: step.now });
    step.receipt({
      workflow: chain.id,
      step: 'CREATE_USER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: 1 },
      business: { snapshot: [userSnapshot(userId, 1, { createdAt: step.now })] },
      personal: personalDetails(user, userId),
    });
    return { __typename: 'UserCreated', userId };
  });
}

export const userExists = (userId: string): UserExists => ({
  __typename: 'UserExists',
  message: 'A user of this tenant has this handle, token subject or external id already.',
  userId,
});
