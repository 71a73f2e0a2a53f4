import { z } from 'zod';
import { membershipCloseMany, membershipOpenMany, peopleLock, teamFindMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { id, idempotencyKey } from './fields.js';
import { adminChain } from './user.js';

export interface TeamMembershipSet extends Outcome {
  __typename: 'TeamMembershipSet';
  userId: string;
  teamId: string;
  member: boolean;
}

const schema = z.strictObject({ userId: id, teamId: id, idempotencyKey });

/** Lets a user belong to a team from now on. A user may belong to several. */
export const addTeamMember = (runtime: Runtime, caller: Caller, input: unknown) =>
  setMembership(runtime, caller, input, 'addTeamMember');

/** Ends a user's membership of a team; its past stays. */
export const endTeamMembership = (runtime: Runtime, caller: Caller, input: unknown) =>
  setMembership(runtime, caller, input, 'endTeamMembership');

async function setMembership(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
  action: 'addTeamMember' | 'endTeamMembership',
): Promise<TeamMembershipSet | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, teamId } = command;
  const member = action === 'addTeamMember';
  const chain = adminChain(userId);
  const spec = { caller, action, command, idempotencyKey };
  return runtime.unitOfWork.write<TeamMembershipSet | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: [userId] });
    const user = locked?.users[0];
    if (!user || user.endedAt !== null) return notFound('user');
    const [team] = await step.read(teamFindMany, { ids: [teamId] });
    if (!team) return notFound('team');
    if (user.teamIds.includes(teamId) === member) return { __typename: 'TeamMembershipSet', userId, teamId, member };
    step.write(member ? membershipOpenMany : membershipCloseMany, { memberships: [{ userId, teamId }], at: step.now });
    step.receipt({
      workflow: chain.id,
      step: member ? 'JOIN_TEAM' : 'LEAVE_TEAM',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: user.version },
      business: {
        snapshot: [{ type: 'MEMBER_OF', userId, teamId, ...(member ? { from: step.now } : { to: step.now }) }],
      },
    });
    return { __typename: 'TeamMembershipSet', userId, teamId, member };
  });
}
