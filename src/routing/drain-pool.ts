import { z } from 'zod';
import { leadsFindWaiting, poolLockForTurns, poolMembersFind, poolWrite } from '../../cypher/generated/routing.js';
import type { LeadRow, Locked, PoolMemberRow, RoutingPoolRow } from '../../cypher/rows.js';
import type { PoolState } from '../../policy/round-robin.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type Instant, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { PoolConfig } from './config-targets.js';
import { leadOf } from './lead.js';
import { giveToTeam, giveToUser, type LeadChange, leadChain, leadReceipt, writeLeads } from './placement.js';
import { type Turn, takeTurns } from './pool-turns.js';
import { activeSettings, type RoutingRuntime, type RoutingSettings, scheduleOf } from './runtime.js';

/**
 * Leads that one transaction gives out: at 20 the round trips to the store weigh more, at 64 a lead waits longer for its
 * turn than for its predecessors (bench `route-lead`).
 */
const MOST_TURNS = 32;

const command = z.strictObject({ pool: z.string().min(1).max(64) });

/** Nobody waits any more: so many leads got an owner, so many went to their team's queue. */
export interface PoolDrained extends Outcome {
  __typename: 'PoolDrained';
  pool: string;
  assigned: number;
  queued: number;
  /** The first deadline among those that began; null when none did. */
  nextDueAt: Instant | null;
}

/**
 * Gives a pool's waiting leads to its members until none waits (semantics, Routing). Any number of drainers may run: those of one process
 * take turns, those of several wait for the pool's lock, and each looks again behind it.
 */
export async function drainPool(
  runtime: RoutingRuntime,
  caller: Caller,
  input: unknown,
): Promise<PoolDrained | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { pool } = parsed.command;
  const done: PoolDrained = { __typename: 'PoolDrained', pool, assigned: 0, queued: 0, nextDueAt: null };
  const waiting = new WaitingLeads(runtime, caller.tenantId, pool);
  let settings = await activeSettings(runtime, caller.tenantId);
  for (;;) {
    const leadIds = await waiting.next();
    if (leadIds.length === 0) return done;
    const turn = await takeTurn(runtime, caller, {
      pool,
      leadIds,
      settings,
      whileWriting: () => waiting.lookAhead(leadIds),
    });
    if (turn.__typename === 'ConfigurationMoved') {
      settings = await activeSettings(runtime, caller.tenantId);
      continue;
    }
    if (turn.__typename !== 'TurnsTaken') return turn;
    done.assigned += turn.assigned;
    done.queued += turn.queued;
    if (turn.nextDueAt && (!done.nextDueAt || turn.nextDueAt < done.nextDueAt)) done.nextDueAt = turn.nextDueAt;
  }
}

/** Ids of a pool's waiting leads, the longest waiting first. */
class WaitingLeads {
  #ahead: Promise<string[]> | null = null;

  constructor(
    private readonly runtime: RoutingRuntime,
    private readonly tenantId: string,
    private readonly pool: string,
  ) {}

  /** Those of the next turn; none when nobody waits at this moment. */
  async next(): Promise<string[]> {
    const ahead = this.#ahead;
    this.#ahead = null;
    const seen = ahead ? await ahead : [];
    return seen.length > 0 ? seen : this.#find(MOST_TURNS);
  }

  /** Finds the leads after these while they are being written, so that the next turn need not wait for it. */
  lookAhead(taken: readonly string[]): void {
    this.#ahead = this.#find(2 * MOST_TURNS).then((found) =>
      found.filter((id) => !taken.includes(id)).slice(0, MOST_TURNS),
    );
    this.#ahead.catch(() => undefined);
  }

  async #find(limit: number): Promise<string[]> {
    const rows = await this.runtime.graph.read(leadsFindWaiting, this.tenantId, { pool: this.pool, limit });
    return rows.map(({ id }) => id);
  }
}

interface TurnsTaken extends Outcome {
  __typename: 'TurnsTaken';
  assigned: number;
  queued: number;
  nextDueAt: Instant | null;
}

/** Another configuration came into force between reading it and the lock. */
interface ConfigurationMoved extends Outcome {
  __typename: 'ConfigurationMoved';
}

interface Turning {
  pool: string;
  leadIds: string[];
  settings: RoutingSettings | null;
  /** Called when the turn's writes are on their way. */
  whileWriting(): void;
}

async function takeTurn(
  runtime: RoutingRuntime,
  caller: Caller,
  { pool: name, leadIds, settings, whileWriting }: Turning,
): Promise<TurnsTaken | ConfigurationMoved | SharedOutcome> {
  const pool = settings?.routing.pools[name] ?? NOBODY;
  const ids = { pool: newId(), timers: leadIds.map(newId), assignments: leadIds.map(newId) };
  const handles = pool.members.map(({ handle }) => handle);
  // Leads are counted against a capacity, so that nothing else may give the members any meanwhile.
  const counted = pool.capacity === null ? [] : await runtime.graph.read(poolMembersFind, caller.tenantId, { handles });
  const spec = { caller, action: 'drainPool', command: { name, leadIds }, turn: `pool ${name}` };
  return runtime.unitOfWork.write<TurnsTaken | ConfigurationMoved | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(poolLockForTurns, {
      pool: name,
      poolId: ids.pool,
      leadIds,
      heads: leadIds.map((id) => ({ id: leadChain(id), kind: 'lead' })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      handles,
      memberIds: counted.map(({ id }) => id).sort(),
      capacity: pool.capacity,
      at: instantOf(runtime.clock.now()),
    });
    if (!row) throw new DefectError(`The pool ${name} could not be locked`);
    if (row.configNumber !== (settings?.number ?? null)) return { __typename: 'ConfigurationMoved' };
    const taken = give(step, { row, pool, settings, ids });
    whileWriting();
    return taken;
  });
}

/** A pool that the configuration no longer has: what waits for it goes to the team's queue. */
const NOBODY: PoolConfig = {
  members: [],
  team: null,
  capacity: null,
  schedule: '',
  whenUnavailable: 'next',
  returningMember: 'keep_place',
};

interface LockedPool {
  row: Locked & { pool: RoutingPoolRow; waiting: LeadRow[]; members: PoolMemberRow[] };
  pool: PoolConfig;
  settings: RoutingSettings | null;
  ids: { timers: string[]; assignments: string[] };
}

function give(step: WriteStep, { row, pool, settings, ids }: LockedPool): TurnsTaken {
  const leads = row.waiting.map(leadOf);
  if (leads.length === 0) return { __typename: 'TurnsTaken', assigned: 0, queued: 0, nextDueAt: null };
  const stored: PoolState = row.pool.state ? JSON.parse(row.pool.state) : { members: [] };
  const schedule = scheduleOf(settings, pool.schedule);
  const { turns, state } = takeTurns({ pool, schedule, stored, members: row.members, leads, now: step.now });
  const version = row.pool.version + 1;
  const after = { type: 'RoutingPool', ...row.pool, version, state: JSON.stringify(state) };
  const changes = leads.map((lead, n): LeadChange => {
    const turn = turns[n] as Turn;
    const start = {
      at: step.now,
      timerId: ids.timers[n] as string,
      schedule: scheduleOf(settings, lead.slaSchedule ?? ''),
    };
    const placed = turn.userId ? giveToUser(lead, turn.userId, start) : giveToTeam(lead, lead.teamId, start);
    const assignment = assignmentOf(turn, ids.assignments[n] as string, row.pool.name, settings?.number ?? 0, step.now);
    return { ...placed, assignment, before: lead };
  });
  writeLeads(step, changes);
  step.write(poolWrite, { pool: row.pool.name, version, state: after.state });
  for (const change of changes) {
    const { conflict = null } = change.assignment ?? {};
    const draft = { step: 'ASSIGN_LEAD', outcome: conflict ? 'FAILED' : 'ALLOWED' } as const;
    const business = { pool: row.pool.name, conflict };
    // The pool is written once for all turns, so it stands in the last one's receipt.
    step.receipt(leadReceipt(change, { ...draft, business }, change === changes.at(-1) ? [after] : []));
  }
  const due = changes.flatMap(({ timer }) => timer?.dueAt ?? []).sort();
  const assigned = turns.filter(({ userId }) => userId !== null).length;
  return { __typename: 'TurnsTaken', assigned, queued: turns.length - assigned, nextDueAt: due[0] ?? null };
}

/** The fairness ledger's entry. */
const assignmentOf = (turn: Turn, id: string, pool: string, configNumber: number, at: Instant) => ({
  id,
  createdAt: at,
  leadId: turn.leadId,
  pool,
  ownerId: turn.userId,
  conflict: turn.conflict,
  configNumber,
  poolState: JSON.stringify(turn.before),
  passedOver: JSON.stringify(turn.passedOver),
});
