import { z } from 'zod';
import { leadLock } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { Instant } from '../kernel/values/instants.js';
import { type LeadClosed, leadClosed } from './errors.js';
import { type Lead, leadAfter, leadOf } from './lead.js';
import { type DeadlineStart, giveToTeam, giveToUser, leadReceipt, writeLeads } from './placement.js';
import { type RoutingRuntime, scheduleOf, settingsAt } from './runtime.js';

/** Why somebody takes a lead from its place by hand. */
export const REASSIGN_REASONS = [
  'WRONG_TERRITORY',
  'OWNER_UNAVAILABLE',
  'WORKLOAD',
  'EXISTING_RELATIONSHIP',
  'CUSTOMER_REQUEST',
  'NOT_SPAM',
  'OTHER',
] as const;

const command = z
  .strictObject({
    leadId: z.string().min(1).max(64),
    /** Version of the lead that the caller read. */
    version: z.int().min(1),
    ownerId: z.string().min(1).max(64).nullish(),
    teamId: z.string().min(1).max(64).nullish(),
    reasonCode: z.enum(REASSIGN_REASONS),
    comment: z.string().trim().max(4_000, 'has at most 4,000 characters').nullish(),
    idempotencyKey: z.string().min(1).max(200).nullish(),
  })
  .refine(({ ownerId, teamId }) => Boolean(ownerId) !== Boolean(teamId), {
    path: ['ownerId'],
    message: 'give either an owner or a team, in whose queue it waits',
  });

/** The lead has another owner, or waits in another team's queue. `dueAt`: the new first-touch deadline. */
export interface LeadReassigned extends Outcome {
  __typename: 'LeadReassigned';
  leadId: string;
  version: number;
  dueAt: Instant | null;
}

/** Gives a lead to somebody else by hand, with a reason; nobody's turn in a pool moves by it. */
export async function reassignLead(
  runtime: RoutingRuntime,
  caller: Caller,
  input: unknown,
): Promise<LeadReassigned | LeadClosed | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...reassign } = parsed.command;
  const timerId = newId();
  const spec = { caller, action: 'reassignLead', command: reassign, idempotencyKey };
  return runtime.unitOfWork.write<LeadReassigned | LeadClosed | SharedOutcome>(spec, async (step) => {
    const { leadId, ownerId = null, teamId = null } = reassign;
    const row = await step.lock(leadLock, { leadId, userId: ownerId, teamId });
    if (!row) return notFound('lead');
    if (ownerId && !row.user) return notFound('user');
    if (teamId && !row.team) return notFound('team');
    if (row.user && !row.user.active)
      return invalidInput({ path: 'ownerId', message: 'has left; name somebody who is there' });
    const before = leadOf(row.lead);
    if (!leadAfter(before.status, 'assign')) return leadClosed(before);
    if (before.version !== reassign.version) return versionConflict(before.version);
    const settings = await settingsAt(runtime, step.tenantId, row.configNumber);
    const start: DeadlineStart = { at: step.now, timerId, schedule: scheduleOf(settings, before.slaSchedule ?? '') };
    const change = ownerId
      ? giveToUser(before, ownerId, start, row.running)
      : giveToTeam(before, teamId, start, row.running);
    writeLeads(step, [change]);
    step.receipt(
      leadReceipt(change, {
        step: 'REASSIGN_LEAD',
        outcome: 'ALLOWED',
        business: { reason_code: reassign.reasonCode, from: placeOf(before), to: placeOf(change.lead) },
        personal: reassign.comment ? { content: { comment: reassign.comment }, about: [leadId, caller.id] } : null,
      }),
    );
    return { __typename: 'LeadReassigned', leadId, version: change.lead.version, dueAt: change.timer?.dueAt ?? null };
  });
}

const placeOf = ({ ownerId, teamId }: Lead) => ({ owner_id: ownerId, team_id: teamId });
