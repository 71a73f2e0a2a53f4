import { Arg, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Caller } from '../../src/kernel/caller.js';
import { type Lead as LeadValue, leadQueue, leadsByIds, queuesOf } from '../../src/routing/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import type { ApiContext } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { type LiveEvent, type LiveQuery, liveQuery, perReceipt } from '../evidence/index.js';
import { Lead } from './lead-types.js';

/** Leads of a snapshot; who has more waiting sees the rest in the query `leadQueue`. */
const MOST_ITEMS = 500;

interface Queue {
  items: LeadValue[];
  complete: boolean;
}

interface QueueChange {
  added: LeadValue[];
  changed: LeadValue[];
  removed: string[];
}

@ObjectType({ description: 'What waits for you and your teams, all of it.' })
class LeadQueueSnapshot {
  @Field(() => [Lead], { description: 'The soonest deadline first.' })
  items!: Lead[];

  @Field({ description: 'False when more wait than are shown; the query `leadQueue` has the rest.' })
  complete!: boolean;
}

@ObjectType({ description: 'What one receipt changed. It may name again what you know: set by id.' })
class LeadQueueChange {
  @Field(() => [Lead])
  added!: Lead[];

  @Field(() => [Lead])
  changed!: Lead[];

  @Field(() => [ID], { description: 'Touched, taken by somebody else, or no longer in a queue of yours.' })
  removed!: string[];
}

@ObjectType({ description: 'Either a snapshot, which replaces what you had, or a change of it.' })
class LeadQueueEvent {
  @Field({ description: 'Subscribe with it as `after` to go on behind this event.' })
  cursor!: string;

  @Field(() => LeadQueueSnapshot, { nullable: true })
  snapshot!: LeadQueueSnapshot | null;

  @Field(() => LeadQueueChange, { nullable: true })
  change!: LeadQueueChange | null;
}

/** Steps after which a lead may wait for somebody else. */
const LEAD_STEPS = new Set(['ROUTE_LEAD', 'ASSIGN_LEAD', 'REASSIGN_LEAD', 'TOUCH_LEAD', 'BREACH_SLA']);
/** Steps after which somebody may look into other queues. */
const TEAM_STEPS = new Set(['JOIN_TEAM', 'LEAVE_TEAM', 'CREATE_TEAM', 'UPDATE_TEAM']);

/** Read once a receipt for all who watch. */
const touched = perReceipt<ApiRuntime, LeadValue[]>((runtime, tenantId, { resourceId }) =>
  leadsByIds(runtime, tenantId, [resourceId]),
);

@Resolver()
export class LeadQueue {
  @Guarded('watchLeadQueue')
  @Subscription(() => LeadQueueEvent, {
    description:
      'What waits for your first touch, and in the queues of your teams: first all of it, then every change.',
    subscribe: ({ context, args }) => liveQuery(context as ApiContext<ApiRuntime>, queueOf(context), args.after),
  })
  leadQueue(
    @Root() event: LiveEvent<Queue, QueueChange>,
    @Arg('after', () => String, { nullable: true }) _after?: string | null,
  ): LeadQueueEvent {
    return event as unknown as LeadQueueEvent;
  }
}

/** One subscriber's queue: what they were shown decides whether a lead is new to them. */
function queueOf({ runtime }: ApiContext<ApiRuntime>): LiveQuery<Queue, QueueChange> {
  /** Versions shown, by id; incomplete for who resumed, or has more waiting than was shown. */
  let shown = new Map<string, number>();
  let knowsAll = false;
  let queues: Set<string> | null = null;

  async function read(caller: Caller): Promise<Queue> {
    const items = await leadQueue(runtime, caller, { after: null, limit: MOST_ITEMS + 1 });
    queues = new Set(await queuesOf(runtime, caller));
    return { items: items.slice(0, MOST_ITEMS), complete: items.length <= MOST_ITEMS };
  }

  /** Teams changed: what is in the queues now, against what was shown. */
  async function changesOfTeams(caller: Caller): Promise<QueueChange | null> {
    const { items, complete } = await read(caller);
    const now = new Map(items.map(({ id, version }) => [id, version]));
    const change: QueueChange = {
      added: items.filter(({ id }) => !shown.has(id)),
      changed: [],
      removed: complete ? [...shown.keys()].filter((id) => !now.has(id)) : [],
    };
    shown = new Map([...(complete ? [] : shown), ...now]);
    knowsAll = complete;
    return change.added.length + change.removed.length > 0 ? change : null;
  }

  return {
    action: 'watchLeadQueue',
    async snapshot(caller) {
      const queue = await read(caller);
      knowsAll = queue.complete;
      shown = new Map(queue.items.map(({ id, version }) => [id, version]));
      return queue;
    },
    concerns: ({ step }) => LEAD_STEPS.has(step) || TEAM_STEPS.has(step),
    async changesFor(caller, receipt) {
      if (TEAM_STEPS.has(receipt.step)) return changesOfTeams(caller);
      queues ??= new Set(await queuesOf(runtime, caller));
      const mine = queues;
      const [lead] = await touched(runtime, caller.tenantId, receipt);
      if (!lead) return null;
      const known = shown.get(lead.id);
      const change: QueueChange = { added: [], changed: [], removed: [] };
      if (lead.queue && mine.has(lead.queue)) {
        if (known === lead.version) return null;
        shown.set(lead.id, lead.version);
        return { ...change, [known === undefined ? 'added' : 'changed']: [lead] };
      }
      if (known === undefined && (knowsAll || !mayHaveBeenMine(caller, mine, lead))) return null;
      shown.delete(lead.id);
      return { ...change, removed: [lead.id] };
    },
  };
}

/** Whether somebody who resumed may have been shown the lead before. */
const mayHaveBeenMine = (
  caller: Caller,
  mine: Set<string>,
  { ownerId, teamId, previousOwnerIds }: LeadValue,
): boolean =>
  ownerId === caller.id || previousOwnerIds.includes(caller.id) || (teamId !== null && mine.has(`team:${teamId}`));
