import { z } from 'zod';
import { peopleLock, teamFindManyByIdentity, teamInsertMany, teamLeadSetMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { begun, leading } from './dated-edges.js';
import { displayName, externalId, handle, id, idempotencyKey, nameKeyOf } from './fields.js';
import { teamDetails, teamSnapshot } from './team.js';
import { adminChain } from './user.js';

export interface TeamCreated extends Outcome {
  __typename: 'TeamCreated';
  teamId: string;
}

/** Another team of the tenant has this handle or external id. */
export interface TeamExists extends Outcome {
  __typename: 'TeamExists';
  message: string;
  teamId: string;
}

const schema = z.strictObject({ handle, name: displayName, externalId, leadId: id.nullish(), idempotencyKey });

/** Adds a team, with its lead if one is named. */
export async function createTeam(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TeamCreated | TeamExists | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { leadId = null, ...team } = command;
  const teamId = newId();
  const chain = adminChain(teamId);
  const spec = { caller, action: 'createTeam', command, idempotencyKey };
  return runtime.unitOfWork.write<TeamCreated | TeamExists | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: leadId ? [leadId] : [] });
    if (!locked) return notFound('tenant');
    if (leadId && !locked.users.some((user) => user.endedAt === null)) return notFound('user');
    const [taken] = await step.read(teamFindManyByIdentity, { identities: [{ n: 0, ...team }] });
    const other = taken?.byHandle ?? taken?.byExternalId;
    if (other) return teamExists(other.id);
    step.write(teamInsertMany, { teams: [{ id: teamId, ...team, nameKey: nameKeyOf(team.name) }], at: step.now });
    if (leadId) step.write(teamLeadSetMany, { leads: [{ teamId, userId: leadId }], at: step.now });
    const version = leadId ? 2 : 1;
    step.receipt({
      workflow: chain.id,
      step: 'CREATE_TEAM',
      outcome: 'ALLOWED',
      resource: { type: 'Team', id: teamId, version },
      business: {
        snapshot: [
          teamSnapshot({ id: teamId, version, createdAt: step.now, handle: team.handle }),
          ...(leadId ? [begun(leading(leadId, teamId), step.now)] : []),
        ],
      },
      personal: teamDetails(team),
    });
    return { __typename: 'TeamCreated', teamId };
  });
}

const teamExists = (teamId: string): TeamExists => ({
  __typename: 'TeamExists',
  message: 'A team of this tenant has this handle or external id already.',
  teamId,
});
