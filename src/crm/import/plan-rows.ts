import { digestedNode } from '../rebuild.js';
import type { ImportRow, RowResult, RowsWritten } from './import-kind.js';

/** What writing rows comes to: each row's result, the writes of those that change something, and what was there before. */
export interface RowPlan<F, W> {
  results: RowResult[];
  writes: W[];
  changed: { found: F; write: W }[];
}

/**
 * Compares rows with what was found under their keys. A thing that was found without a version is just being made; one that was not found
 * would be made.
 */
export function planRows<Row, F extends { version: number | null }, W>(
  rows: readonly ImportRow<Row>[],
  foundFor: (row: Row) => F | undefined,
  plan: (found: F, row: Row) => W | null,
): RowPlan<F, W> {
  const changed: RowPlan<F, W>['changed'] = [];
  const results = rows.map(({ value }): RowResult => {
    const found = foundFor(value);
    if (!found) return 'created';
    const write = plan(found, value);
    if (write === null) return 'unchanged';
    changed.push({ found, write });
    return found.version === null ? 'created' : 'updated';
  });
  return { results, writes: changed.map(({ write }) => write), changed };
}

/** Nodes of a label as they are after their writes, for the chunk's receipt. */
export const digested = <F extends { id: string; version: number | null }>(
  label: string,
  changed: readonly { found: F; write: { properties: Partial<F> } }[],
): RowsWritten['nodes'] => ({
  label,
  nodes: changed.map(({ found, write }) => digestedNode(label, { ...found, ...write.properties })),
});

/** Things by a key of theirs. */
export const by = <T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T> =>
  new Map(things.map((thing) => [keyOf(thing), thing]));

/** Keys to find or make, sorted: two imports of the same keys then wait for each other and do not lock crosswise. */
export const sorted = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] =>
  rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
