import { poolLockForTurns, poolMembersFind, poolTakeTurns } from '../../cypher/generated/routing.js';
import type { LeadRow, Locked, PoolMemberRow, RoutingPoolRow } from '../../cypher/rows.js';
import type { PoolState } from '../../policy/round-robin.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { Outcome, SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type Instant, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { PoolConfig } from './config-targets.js';
import { leadOf } from './lead.js';
import { giveToTeam, giveToUser, type LeadChange, leadChain, leadReceipt, writeLeads } from './placement.js';
import { type Turn, takeTurns } from './pool-turns.js';
import { type RoutingRuntime, type RoutingSettings, scheduleOf } from './runtime.js';

/** So many leads got an owner, so many went to their team's queue. */
export interface TurnsTaken extends Outcome {
  __typename: 'TurnsTaken';
  assigned: number;
  queued: number;
  /** The first deadline among those that began; null when none did. */
  nextDueAt: Instant | null;
}

/** Another configuration came into force between reading it and the lock. */
interface ConfigurationMoved extends Outcome {
  __typename: 'ConfigurationMoved';
}

/** Another process gave turns of the pool meanwhile, or the turn before did not come about: nothing was written. */
interface PoolMoved extends Outcome {
  __typename: 'PoolMoved';
}

type Turned = TurnsTaken | ConfigurationMoved | PoolMoved | SharedOutcome;

/** Ends a body whose pool has moved: what it wrote is rolled back. */
class PoolMovedSignal extends Error {}

/** One turn that is being written. All that its follower waits for fails as soon as its transaction is tried again. */
export interface TurnUnderWay {
  leadIds: string[];
  /** It has its locks: before that its follower could take one of them first. */
  locked: Promise<void>;
  /** The pool as this turn leaves it: it has written its leads and holds the pool. */
  holdsPool: Promise<RoutingPoolRow>;
  committed: Promise<void>;
  /** Its outcome, in the end. */
  done: Promise<Turned>;
}

/** How a turn tells its follower how far it is. */
interface Progress {
  locked(): void;
  holdsPool(pool: RoutingPoolRow): void;
  committed(): void;
  /** Ends the follower, unless it has all that it waits for. */
  failed(): void;
}

interface Turning {
  pool: string;
  leadIds: string[];
  settings: RoutingSettings | null;
  /** The turn under way, which this one follows; null: the pool is as it is stored. */
  before: TurnUnderWay | null;
  /** Whether to lock the pool before anything is decided: another process gives turns too. */
  lockPool: boolean;
}

/**
 * Begins one transaction's turns of a pool. It may follow a turn that is not committed yet: it locks and reads its leads
 * meanwhile, decides on the pool as that turn will leave it, and takes the pool once that one is committed.
 */
export function beginTurn(runtime: RoutingRuntime, caller: Caller, turning: Turning): TurnUnderWay {
  const locked = promised<void>();
  const pool = promised<RoutingPoolRow>();
  const committed = promised<void>();
  const progress: Progress = {
    locked: locked.resolve,
    holdsPool: pool.resolve,
    committed: committed.resolve,
    failed: () => {
      for (const { reject } of [locked, pool, committed]) reject(new PoolMovedSignal());
    },
  };
  const done = turn(runtime, caller, turning, progress).catch((error: unknown): PoolMoved => {
    if (error instanceof PoolMovedSignal) return { __typename: 'PoolMoved' };
    throw error;
  });
  done.then(
    ({ __typename }) => (__typename === 'TurnsTaken' ? progress.committed() : progress.failed()),
    progress.failed,
  );
  const { leadIds } = turning;
  return { leadIds, locked: locked.promise, holdsPool: pool.promise, committed: committed.promise, done };
}

/** A promise that others settle; that nobody waits for its failure is no error. */
function promised<T>() {
  let settle: { resolve: (value: T) => void; reject: (reason: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => undefined);
  return { promise, ...(settle as NonNullable<typeof settle>) };
}

async function turn(
  runtime: RoutingRuntime,
  caller: Caller,
  { pool: name, leadIds, settings, before, lockPool }: Turning,
  progress: Progress,
): Promise<Turned> {
  const pool = settings?.routing.pools[name] ?? NOBODY;
  const ids = { pool: newId(), timers: leadIds.map(newId), assignments: leadIds.map(newId) };
  const handles = pool.members.map(({ handle }) => handle);
  // Leads are counted against a capacity, so that nothing else may give the members any meanwhile.
  const counted = pool.capacity === null ? [] : await runtime.graph.read(poolMembersFind, caller.tenantId, { handles });
  const spec = { caller, action: 'drainPool', command: { name, leadIds } };
  await before?.locked;
  let runs = 0;
  return runtime.unitOfWork.write<Turned>(spec, async (step) => {
    if (runs++ > 0) progress.failed();
    const row = await step.lock(poolLockForTurns, {
      pool: name,
      poolId: ids.pool,
      leadIds,
      heads: leadIds.map((id) => ({ id: leadChain(id), kind: 'lead' })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      handles,
      memberIds: counted.map(({ id }) => id).sort(),
      capacity: pool.capacity,
      at: instantOf(runtime.clock.now()),
      lockPool,
    });
    if (!row) throw new DefectError(`The pool ${name} could not be locked`);
    progress.locked();
    if (row.configNumber !== (settings?.number ?? null)) return { __typename: 'ConfigurationMoved' };
    // Until the turn before has written its leads, what this one writes about the same members could wait for it crosswise.
    const stored = before ? await before.holdsPool : row.pool;
    const { taken, after } = give(step, { row, stored, pool, settings, ids });
    if (after) await takePool(step, { before, stored, after });
    progress.holdsPool(after ?? stored);
    return taken;
  });
}

/** Takes the pool once the turn before is committed, unless it is not what was decided on. */
async function takePool(
  step: WriteStep,
  { before, stored, after }: { before: TurnUnderWay | null; stored: RoutingPoolRow; after: RoutingPoolRow },
): Promise<void> {
  await before?.committed;
  // What failed of them tells why; the next statement would only say that the transaction is over.
  await Promise.all(step.writes);
  const expected = stateOf(stored);
  const [taken] = await step.read(poolTakeTurns, { pool: stored.name, expected, ...stateOf(after) });
  if (!taken) throw new PoolMovedSignal();
}

const stateOf = ({ version, state }: RoutingPoolRow) => ({ version, state: state ?? '' });

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
  row: Locked & { waiting: LeadRow[]; members: PoolMemberRow[] };
  /** The pool as its next turn finds it. */
  stored: RoutingPoolRow;
  pool: PoolConfig;
  settings: RoutingSettings | null;
  ids: { timers: string[]; assignments: string[] };
}

/** Decides who gets which lead, writes the leads and leaves their receipts; gives the pool as it is after it, null when nobody waited. */
function give(
  step: WriteStep,
  { row, stored, pool, settings, ids }: LockedPool,
): { taken: TurnsTaken; after: RoutingPoolRow | null } {
  const leads = row.waiting.map(leadOf);
  if (leads.length === 0) return { taken: turnsTaken([], []), after: null };
  const state: PoolState = stored.state ? JSON.parse(stored.state) : { members: [] };
  const schedule = scheduleOf(settings, pool.schedule);
  const given = takeTurns({ pool, schedule, stored: state, members: row.members, leads, now: step.now });
  const after = { ...stored, version: stored.version + 1, state: JSON.stringify(given.state) };
  const changes = leads.map((lead, n): LeadChange => {
    const turn = given.turns[n] as Turn;
    const start = {
      at: step.now,
      timerId: ids.timers[n] as string,
      schedule: scheduleOf(settings, lead.slaSchedule ?? ''),
    };
    const placed = turn.userId ? giveToUser(lead, turn.userId, start) : giveToTeam(lead, lead.teamId, start);
    const assignment = assignmentOf(turn, ids.assignments[n] as string, stored.name, settings?.number ?? 0, step.now);
    return { ...placed, assignment, before: lead };
  });
  writeLeads(step, changes);
  for (const change of changes) {
    const { conflict = null } = change.assignment ?? {};
    const draft = { step: 'ASSIGN_LEAD', outcome: conflict ? 'FAILED' : 'ALLOWED' } as const;
    const business = { pool: stored.name, conflict };
    // The pool is written once for all turns, so it stands in the last one's receipt.
    const also = change === changes.at(-1) ? [{ type: 'RoutingPool', ...after }] : [];
    step.receipt(leadReceipt(change, { ...draft, business }, also));
  }
  return { taken: turnsTaken(given.turns, changes), after };
}

function turnsTaken(turns: Turn[], changes: LeadChange[]): TurnsTaken {
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
