import { leadsListByQueue, userTeamsFind } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Lead, leadOf } from './lead.js';
import { NO_DEADLINE } from './sla-timer.js';

type Reading = Pick<Runtime, 'graph'>;

/** A place in a queue: the lead's deadline (the end of time without one) and its id. */
export interface PlaceInQueue {
  dueAt: Instant;
  id: string;
}

/** The place of a lead that waits. */
export const placeInQueue = ({ queueDueAt, id }: Lead): PlaceInQueue => ({ dueAt: queueDueAt ?? NO_DEADLINE, id });

/** Names of the queues a user looks into: their own, and those of the teams they belong to or lead. */
export async function queuesOf(
  { graph }: Reading,
  { tenantId, id }: Pick<Caller, 'tenantId' | 'id'>,
): Promise<string[]> {
  const [row] = await graph.read(userTeamsFind, tenantId, { userId: id });
  return row ? [`user:${id}`, ...row.teamIds.map((teamId) => `team:${teamId}`)] : [];
}

/** What waits for a user's first touch, and in their teams' queues; soonest deadline first, then in order of arrival. */
export async function leadQueue(
  runtime: Reading,
  caller: Pick<Caller, 'tenantId' | 'id'>,
  { after, limit }: { after: PlaceInQueue | null; limit: number },
): Promise<Lead[]> {
  const queues = await queuesOf(runtime, caller);
  const rows = await runtime.graph.read(leadsListByQueue, caller.tenantId, {
    queues,
    afterDueAt: after?.dueAt ?? '',
    afterId: after?.id ?? '',
    limit,
  });
  // Each queue comes in order; a page of all of them is the first of what they give together.
  return rows
    .map(({ lead }) => leadOf(lead))
    .sort((a, b) => compare(placeInQueue(a), placeInQueue(b)))
    .slice(0, limit);
}

function compare(a: PlaceInQueue, b: PlaceInQueue): number {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
