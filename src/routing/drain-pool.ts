import { z } from 'zod';
import { leadsFindWaiting } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Instant } from '../kernel/values/instants.js';
import { beginTurn, type TurnsTaken, type TurnUnderWay } from './pool-turn.js';
import { activeSettings, type RoutingRuntime, type RoutingSettings } from './runtime.js';

/**
 * Leads that one transaction gives out. Two are under way at a time, and of 64 waiting leads a third turn is found waiting
 * when the first is committed (bench `route-lead`).
 */
const MOST_TURNS = 20;

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

type Drained = PoolDrained | SharedOutcome;

const drains = new WeakMap<RoutingRuntime['unitOfWork'], Map<string, Drain>>();

/**
 * Gives a pool's waiting leads to its members until none waits (semantics, Routing). Any number of drainers may run: those of
 * one process are one, those of several find out from the pool that it has moved, and then wait for its lock.
 */
export async function drainPool(runtime: RoutingRuntime, caller: Caller, input: unknown): Promise<Drained> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { pool } = parsed.command;
  const running = drains.get(runtime.unitOfWork) ?? new Map<string, Drain>();
  drains.set(runtime.unitOfWork, running);
  const key = `${caller.tenantId} ${pool}`;
  const known = running.get(key);
  if (known) {
    known.again = true;
    return known.answer;
  }
  const drain = new Drain(runtime, caller, pool, () => running.delete(key));
  running.set(key, drain);
  return drain.answer;
}

/** One pool being drained in this process; whoever asks meanwhile gets the same answer, after another look. */
class Drain {
  again = false;
  readonly answer: Promise<Drained>;
  readonly #done: PoolDrained;
  #settings: RoutingSettings | null = null;
  /** Another process gives turns of this pool too: the rest is done under the pool's lock, one turn after the other. */
  #locking = false;

  constructor(
    private readonly runtime: RoutingRuntime,
    private readonly caller: Caller,
    private readonly pool: string,
    private readonly onEnd: () => void,
  ) {
    this.#done = { __typename: 'PoolDrained', pool, assigned: 0, queued: 0, nextDueAt: null };
    this.answer = this.#run();
    // The last turn may fail too when one before it has.
    this.answer.catch(onEnd);
  }

  async #run(): Promise<Drained> {
    this.#settings = await activeSettings(this.runtime, this.caller.tenantId);
    for (let underWay: TurnUnderWay | null = null; ; ) {
      const leadIds: string[] = await this.#waiting(underWay);
      if (leadIds.length === 0 && !underWay) {
        if (this.again) {
          this.again = false;
          continue;
        }
        // In one step with the look: who asks from now on begins anew.
        this.onEnd();
        return this.#done;
      }
      const next: TurnUnderWay | null = leadIds.length > 0 ? this.#begin(leadIds, underWay) : null;
      const refused = underWay && (await this.#settle(underWay));
      underWay = next;
      if (underWay && this.#locking && !refused) {
        // What was begun on the pool's old state comes to nothing, and is done again under the lock.
        await this.#settle(underWay);
        underWay = null;
      }
      if (refused) {
        await underWay?.done.catch(() => undefined);
        this.onEnd();
        return refused;
      }
    }
  }

  /** The leads that have waited longest, but for those of the turn under way. */
  async #waiting(underWay: TurnUnderWay | null): Promise<string[]> {
    const taken = underWay?.leadIds ?? [];
    const limit = MOST_TURNS + taken.length;
    const found = await this.runtime.graph.read(leadsFindWaiting, this.caller.tenantId, { pool: this.pool, limit });
    return found
      .map(({ id }) => id)
      .filter((id) => !taken.includes(id))
      .slice(0, MOST_TURNS);
  }

  #begin(leadIds: string[], before: TurnUnderWay | null): TurnUnderWay {
    const turning = { pool: this.pool, leadIds, settings: this.#settings, before, lockPool: this.#locking };
    const turn = beginTurn(this.runtime, this.caller, turning);
    turn.done.catch(() => undefined);
    return turn;
  }

  /** Adds up a turn when it is done; gives what ends the drain early. */
  async #settle({ done }: TurnUnderWay): Promise<SharedOutcome | null> {
    const turn = await done;
    switch (turn.__typename) {
      case 'TurnsTaken':
        this.#add(turn);
        return null;
      case 'ConfigurationMoved':
        this.#settings = await activeSettings(this.runtime, this.caller.tenantId);
        return null;
      case 'PoolMoved':
        this.#locking = true;
        return null;
      default:
        return turn;
    }
  }

  #add({ assigned, queued, nextDueAt }: TurnsTaken): void {
    this.#done.assigned += assigned;
    this.#done.queued += queued;
    if (nextDueAt && (!this.#done.nextDueAt || nextDueAt < this.#done.nextDueAt)) this.#done.nextDueAt = nextDueAt;
  }
}
