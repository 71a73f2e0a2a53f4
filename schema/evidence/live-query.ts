import type { Standings } from '../../src/entitlements/index.js';
import type { EvidenceRuntime, SealedReceipt } from '../../src/evidence/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { CodedError, DefectError } from '../../src/kernel/errors.js';
import { refusalOf } from '../../src/kernel/rights.js';
import { type Action, rights } from '../../src/tenancy/index.js';
import { cursorOf, placeOf } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';

/** What subscriptions need of the runtime. */
export interface LiveRuntime extends EvidenceRuntime {
  standings: Standings;
}

type Versioned = { id: string; version: number };

/** What one receipt changed of a list. */
export interface ListChange {
  added: Versioned[];
  changed: Versioned[];
  removed: string[];
}

/** A list that is shown once and then kept up to date, receipt by receipt. */
export interface LiveQuery<Snapshot, Change extends ListChange> {
  /** Row of the rights table that is asked again at every event; one without a scope, since keys are not watched. */
  action: Action;
  /** The list as it is now, for this caller. */
  snapshot(caller: Caller): Promise<Snapshot>;
  /** Whether a receipt may change anybody's list; asked before anything is read. */
  concerns(receipt: SealedReceipt): boolean;
  /** What a receipt changes for this caller; null for nothing. A resumed list may be told again what it knows. */
  changesFor(caller: Caller, receipt: SealedReceipt): Promise<Change | null>;
}

/** Exactly one of the two is given. The cursor resumes behind this event. */
export interface LiveEvent<Snapshot, Change> {
  cursor: string;
  snapshot: Snapshot | null;
  change: Change | null;
}

/** Steps after which somebody may hold another role or seat, or be gone. */
const AUTHORITY = new Set([
  'END_USER',
  'GRANT_ROLE',
  'REVOKE_ROLE',
  'ASSIGN_SEAT',
  'CHANGE_SEAT',
  'RELEASE_SEAT',
  'JOIN_TEAM',
  'LEAVE_TEAM',
]);

/** Who is further behind than this gets a snapshot, which costs less than what was missed. */
const MOST_MISSED = 10_000;

/**
 * Runs a live query for a subscription: first the snapshot, or, with a cursor, what happened since; then every change, in log
 * order, none lost and none twice. Rights are read again at every event: whoever was ended, or lost the right, is told so and
 * let go; whose roles changed gets a fresh snapshot.
 */
export async function liveQuery<S, C extends ListChange>(
  context: ApiContext<LiveRuntime>,
  query: LiveQuery<S, C>,
  after?: string | null,
): Promise<AsyncIterableIterator<LiveEvent<S, C>>> {
  const { feed } = context.runtime;
  const caller = callerOf(context);
  if (caller.type !== 'user') throw new DefectError(`${query.action} lets in who is no user`);
  // Read before the snapshot: what is sealed in between comes again, and is not lost.
  const last = (await feed.size(caller.tenantId)) - 1;
  const from = after ? leafOf(after, last) : null;
  const resumes = from !== null && last - from <= MOST_MISSED;
  const receipts = await feed.follow(caller.tenantId, resumes ? from : last);
  return new LiveEvents(context.runtime, caller, query, receipts, resumes ? null : last);
}

function leafOf(after: string, last: number): number {
  const [leaf] = placeOf(after, 1);
  if (Number.isSafeInteger(leaf) && Number(leaf) >= -1 && Number(leaf) <= last) return Number(leaf);
  throw new CodedError('BAD_USER_INPUT', 'after: is not a cursor of this subscription.');
}

/** Not a generator, whose `return` would wait for the event that it waits for. */
class LiveEvents<S, C extends ListChange> implements AsyncIterableIterator<LiveEvent<S, C>> {
  readonly #unwatch: () => void;
  #ended = false;

  constructor(
    private readonly runtime: LiveRuntime,
    private caller: Caller,
    private readonly query: LiveQuery<S, C>,
    private readonly receipts: AsyncIterableIterator<SealedReceipt>,
    /** Leaf that the snapshot still to be sent stands at; null when none is due. */
    private snapshotAt: number | null,
  ) {
    this.#unwatch = runtime.standings.watch(caller.tenantId, caller.id);
  }

  async next(): Promise<IteratorResult<LiveEvent<S, C>>> {
    try {
      if (this.snapshotAt !== null) {
        const at = this.snapshotAt;
        this.snapshotAt = null;
        return { done: false, value: await this.#snapshot(at) };
      }
      for (;;) {
        const { done, value } = await this.receipts.next();
        const event = done ? null : await this.#eventOf(value);
        if (done || this.#ended) return this.return();
        if (event) return { done: false, value: event };
      }
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<LiveEvent<S, C>>> {
    if (!this.#ended) {
      this.#ended = true;
      this.#unwatch();
      await this.receipts.return?.();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #eventOf(receipt: SealedReceipt): Promise<LiveEvent<S, C> | null> {
    const authority = AUTHORITY.has(receipt.step);
    if (!authority && !this.query.concerns(receipt)) return null;
    const before = this.caller;
    await this.#checkRights(receipt.leafIndex);
    if (authority && !sameRoles(before, this.caller)) return this.#snapshot(receipt.leafIndex);
    if (!this.query.concerns(receipt)) return null;
    const change = await this.query.changesFor(this.caller, receipt);
    return change && shared(receipt, `${this.query.action} ${nameOf(change)}`, change);
  }

  async #checkRights(leafIndex: number): Promise<void> {
    const { tenantId, id } = this.caller;
    const standing = await this.runtime.standings.at(tenantId, leafIndex, id);
    if (!standing) throw new CodedError('UNAUTHENTICATED', 'You are no longer a user of this tenant.');
    this.caller = { ...this.caller, ...standing };
    if (refusalOf(this.caller, rights[this.query.action])) {
      throw new CodedError('FORBIDDEN', 'You no longer have the right to this subscription.');
    }
  }

  async #snapshot(leafIndex: number): Promise<LiveEvent<S, C>> {
    return { cursor: cursorOf([leafIndex]), snapshot: await this.query.snapshot(this.caller), change: null };
  }
}

/** Changes told of a receipt, by action and name, for as long as the receipt is kept. */
const told = new WeakMap<SealedReceipt, Map<string, LiveEvent<unknown, unknown>>>();

/** The event of a change: one object for all to whom a receipt brings the same. */
function shared<S, C>(receipt: SealedReceipt, name: string, change: C): LiveEvent<S, C> {
  const events = told.get(receipt) ?? new Map<string, LiveEvent<unknown, unknown>>();
  told.set(receipt, events);
  const event = events.get(name) ?? { cursor: cursorOf([receipt.leafIndex]), snapshot: null, change };
  events.set(name, event);
  return event as LiveEvent<S, C>;
}

/** What tells changes by one receipt apart: those of one name are one event for all who watch, whose answer is made once. */
function nameOf({ added, changed, removed }: ListChange): string {
  const named = (items: Versioned[]) => items.map(({ id, version }) => `${id}@${version}`).join();
  return [named(added), named(changed), removed.join()].join(' ');
}

const sameRoles = (a: Caller, b: Caller): boolean => [...a.roles].sort().join() === [...b.roles].sort().join();

/** Shares what is read for a receipt among all subscriptions of this process; the last thousand are remembered. */
export function perReceipt<R extends LiveRuntime, V>(
  load: (runtime: R, tenantId: string, receipt: SealedReceipt) => Promise<V>,
): (runtime: R, tenantId: string, receipt: SealedReceipt) => Promise<V> {
  const loaded = new WeakMap<R, Map<string, Promise<V>>>();
  return (runtime, tenantId, receipt) => {
    const mine = loaded.get(runtime) ?? new Map<string, Promise<V>>();
    loaded.set(runtime, mine);
    const key = `${tenantId} ${receipt.leafIndex}`;
    const known = mine.get(key);
    if (known) return known;
    const fresh = load(runtime, tenantId, receipt);
    fresh.catch(() => mine.delete(key));
    mine.set(key, fresh);
    const [oldest] = mine.keys();
    if (mine.size > 1_000 && oldest !== undefined) mine.delete(oldest);
    return fresh;
  };
}
