import { ingestMarksList, ingestMarksLock } from '../../../cypher/generated/usage.js';
import type { IngestMarkRow } from '../../../cypher/rows.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import { epochMs, type Instant, instantOf } from '../../kernel/values/instants.js';
import { quartersOf } from '../../kernel/values/quarter-hours.js';
import { MAX_AHEAD_MS } from '../envelope.js';

/** Marks read at a time, the oldest first. */
const AT_A_TIME = 500;

/**
 * The mark that events of these instants leave, in the transaction that keeps or voids them: always a node of its own, so that no
 * two batches wait for each other. Its id is drawn in the body: a body that runs again may leave two, which is harmless.
 */
export const markOf = (instants: readonly Instant[]) => ({ id: newId(), quarters: quartersOf(instants) });

/** The mark of a meter that is declared or ends: events that happen from then on count otherwise, and some are there from ahead of time. */
export const markFrom = (now: Instant) => markOf([now, instantOf(epochMs(now) + MAX_AHEAD_MS)]);

/**
 * The oldest marks, whose events can all be read: the store shows a transaction's nodes one after the other while it commits, so that a
 * mark may be seen before its events. Who locks it comes after them.
 */
export async function settledMarks({ graph }: Pick<Runtime, 'graph'>, tenantId: string): Promise<IngestMarkRow[]> {
  const marks = await graph.read(ingestMarksList, tenantId, { most: AT_A_TIME });
  if (marks.length === 0) return marks;
  const ids = marks.map(({ id }) => id);
  await graph.transact(async (tx) => {
    await tx.run(ingestMarksLock, { tenantId, ids });
    return { commit: false, value: null };
  });
  return marks;
}

/** Quarter hours of one mark. */
const OF_A_MARK = 96;

/** Marks that ask for what is made of quarter hours, which are right themselves. */
export const marksOf = (quarters: readonly Instant[]) =>
  Array.from({ length: Math.ceil(quarters.length / OF_A_MARK) }, (_, n) => ({
    id: newId(),
    quarters: quarters.slice(n * OF_A_MARK, (n + 1) * OF_A_MARK),
  }));

/** What is left of marks after quarter hours were summed up: those that end, and what stays of the others. */
export function without(marks: readonly IngestMarkRow[], done: ReadonlySet<Instant>) {
  const left = marks.map(({ id, quarters }) => ({ id, quarters: quarters.filter((start) => !done.has(start)) }));
  return {
    ended: left.filter(({ quarters }) => quarters.length === 0).map(({ id }) => id),
    shortened: left.filter(
      ({ quarters }, n) => quarters.length > 0 && quarters.length < (marks[n]?.quarters.length ?? 0),
    ),
  };
}
