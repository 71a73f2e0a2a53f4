import { z } from 'zod';
import { membershipCloseMany, membershipOpenMany, peopleLock, teamFindMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { begun, type DatedEdgeSnapshot, ended, member, openEdges } from './dated-edges.js';
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
  const isMember = action === 'addTeamMember';
  const chain = adminChain(userId);
  const spec = { caller, action, command, idempotencyKey };
  return runtime.unitOfWork.write<TeamMembershipSet | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: [userId] });
    const user = locked?.users[0];
    if (!user || user.endedAt !== null) return notFound('user');
    const [team] = await step.read(teamFindMany, { ids: [teamId] });
    if (!team) return notFound('team');
    const set: TeamMembershipSet = { __typename: 'TeamMembershipSet', userId, teamId, member: isMember };
    if (user.teamIds.includes(teamId) === isMember) return set;
    const left = isMember ? [] : await leaving(step, userId, teamId);
    step.write(isMember ? membershipOpenMany : membershipCloseMany, {
      memberships: [{ userId, teamId }],
      at: step.now,
    });
    step.receipt({
      workflow: chain.id,
      step: isMember ? 'JOIN_TEAM' : 'LEAVE_TEAM',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: user.version },
      business: {
        snapshot: isMember ? [begun(member(userId, teamId), step.now)] : left,
      },
    });
    return set;
  });
}

/** The membership that ends, with its beginning. */
async function leaving(step: WriteStep, userId: string, teamId: string): Promise<DatedEdgeSnapshot[]> {
  const open = await openEdges(step, [userId]);
  return open
    .filter((edge) => edge.type === 'MEMBER_OF' && edge.teamId === teamId)
    .map((edge) => ended(edge, step.now));
}
