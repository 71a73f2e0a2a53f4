import { retentionRunWrite } from '../../../cypher/generated/usage.js';
import type { RetentionLocked, RetentionRunRow } from '../../../cypher/rows.js';
import type { Statement } from '../../../cypher/statement.js';
import { holdOn } from '../../evidence/index.js';
import { DefectError } from '../../kernel/errors.js';
import type { GraphTransaction } from '../../kernel/graph.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import { type Instant, instantOf } from '../../kernel/values/instants.js';
import type { RetentionRule } from './rules.js';

/** Events removed in one transaction: it holds what leaves in memory, and takes less than a moment. */
export const MOST_REMOVED = 1_000;

/** Behind which node a page of expired ones begins. */
export interface ExpiredPlace {
  afterAt: Instant;
  afterId: string;
}

export const FROM_THE_FIRST: ExpiredPlace = { afterAt: '', afterId: '' };

/**
 * What one transaction came to. `held`: nothing of the tenant may leave. `waiting`: what it would remove is not in the log yet; it may be
 * tried again in a moment.
 */
export type Removed =
  | { state: 'held' | 'waiting' | 'done'; removed: number }
  | {
      state: 'more';
      removed: number;
      next: ExpiredPlace;
    };

/** What a run has removed so far, by rule. */
export type Told = RetentionRule & { removed: number };

/** One transaction's way to its tenant; what it writes is sent at once and awaited before the commit. */
export class Removing {
  readonly #writes: Promise<unknown>[] = [];

  constructor(
    private readonly tx: GraphTransaction,
    readonly tenantId: string,
    readonly locked: RetentionLocked,
    readonly now: Instant,
  ) {}

  read<P extends object, R>(statement: Statement<P, R>, params: P): Promise<R[]> {
    return this.tx.run(statement, { ...params, tenantId: this.tenantId });
  }

  write<P extends object, R>(statement: Statement<P, R>, params: P): void {
    const sent = this.tx.run(statement, { ...params, tenantId: this.tenantId });
    sent.catch(() => undefined);
    this.#writes.push(sent);
  }

  /** Adds to what the run under way has removed, or begins a run. */
  count(rule: RetentionRule, removed: number): void {
    const run = this.locked.run ?? { id: newId(), startedAt: this.now, told: '[]' };
    this.write(retentionRunWrite, { ...run, told: JSON.stringify(toldWith(run, rule, removed)) });
  }

  async settled(): Promise<void> {
    await Promise.all(this.#writes);
  }
}

/**
 * Runs one transaction that removes, behind the lock of the tenant's retention: holds in force are read behind it, so that one that is placed
 * in the middle of a run holds from the next transaction on. What removes nothing is rolled back.
 */
export function removing(
  { graph, clock }: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  lock: Statement<Record<never, never>, RetentionLocked>,
  body: (step: Removing) => Promise<Removed>,
): Promise<Removed> {
  return graph.transact(async (tx) => {
    const [locked] = await tx.run(lock, { tenantId });
    if (!locked) throw new DefectError(`Retention of ${tenantId} could not be locked`);
    if (holdOn(locked.holds, {}) === 'tenant') return { commit: false, value: { state: 'held', removed: 0 } };
    const step = new Removing(tx, tenantId, locked, instantOf(clock.now()));
    const value = await body(step);
    await step.settled();
    return { commit: value.removed > 0, value };
  });
}

/** What a run has removed; a rule whose days were changed in the middle of it is told of twice. */
export const toldBy = ({ told }: Pick<RetentionRunRow, 'told'>): Told[] => JSON.parse(told) as Told[];

function toldWith(run: Pick<RetentionRunRow, 'told'>, { rule, days, until }: RetentionRule, removed: number): Told[] {
  const told = toldBy(run);
  const same = told.find((one) => one.rule === rule && one.days === days);
  if (!same) return [...told, { rule, days, until, removed }];
  same.removed += removed;
  if (until > same.until) same.until = until;
  return told;
}

/** What a transaction came to that looked at a page of expired nodes; they come in the order of their identities. */
export function removedOf(page: readonly { id: string; ingestedAt: Instant }[], removed: number): Removed {
  const [last] = page.toSorted((a, b) =>
    b.ingestedAt === a.ingestedAt ? (b.id > a.id ? 1 : -1) : b.ingestedAt > a.ingestedAt ? 1 : -1,
  );
  if (!last || page.length < MOST_REMOVED) return { state: 'done', removed };
  return { state: 'more', removed, next: { afterAt: last.ingestedAt, afterId: last.id } };
}
