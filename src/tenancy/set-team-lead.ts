import { z } from 'zod';
import { peopleLock, teamFindMany, teamLeadSetMany } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { begun, ended, leading, openEdges } from './dated-edges.js';
import { id, idempotencyKey } from './fields.js';
import { teamDetails, teamSnapshot } from './team.js';
import { adminChain } from './user.js';

export interface TeamLeadSet extends Outcome {
  __typename: 'TeamLeadSet';
  teamId: string;
  leadId: string | null;
}

const schema = z.strictObject({ teamId: id, leadId: id.nullable(), idempotencyKey });

/** Lets a user lead a team from now on, in place of whoever did; null leaves it without a lead. */
export async function setTeamLead(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TeamLeadSet | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { teamId, leadId } = command;
  const chain = adminChain(teamId);
  const spec = { caller, action: 'setTeamLead', command, idempotencyKey };
  return runtime.unitOfWork.write<TeamLeadSet | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds: leadId ? [leadId] : [] });
    if (!locked) return notFound('tenant');
    const [team] = await step.read(teamFindMany, { ids: [teamId] });
    if (!team) return notFound('team');
    if (leadId && !locked.users.some((user) => user.endedAt === null)) return notFound('user');
    if (team.leadId === leadId) return { __typename: 'TeamLeadSet', teamId, leadId };
    const led = (await openEdges(step, [], [teamId])).map((edge) => ended(edge, step.now));
    step.write(teamLeadSetMany, { leads: [{ teamId, userId: leadId }], at: step.now });
    const version = team.version + 1;
    step.receipt({
      workflow: chain.id,
      step: 'UPDATE_TEAM',
      outcome: 'ALLOWED',
      resource: { type: 'Team', id: teamId, version },
      business: {
        previous_lead_id: team.leadId,
        snapshot: [
          teamSnapshot({ ...team, version }),
          ...led,
          ...(leadId ? [begun(leading(leadId, teamId), step.now)] : []),
        ],
      },
      personal: teamDetails(team),
    });
    return { __typename: 'TeamLeadSet', teamId, leadId };
  });
}
