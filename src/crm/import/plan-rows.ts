import type { ImportRow, RowResult } from './import-kind.js';

/** What writing rows comes to: each row's result, and the writes of those that change something. */
export interface RowPlan<W> {
  results: RowResult[];
  writes: W[];
}

/**
 * Compares rows with what was found under their keys. A thing that was found without a version is just being made; one that was not found
 * would be made.
 */
export function planRows<Row, F extends { version: number | null }, W>(
  rows: readonly ImportRow<Row>[],
  foundFor: (row: Row) => F | undefined,
  plan: (found: F, row: Row) => W | null,
): RowPlan<W> {
  const writes: W[] = [];
  const results = rows.map(({ value }): RowResult => {
    const found = foundFor(value);
    if (!found) return 'created';
    const write = plan(found, value);
    if (write === null) return 'unchanged';
    writes.push(write);
    return found.version === null ? 'created' : 'updated';
  });
  return { results, writes };
}

/** Things by a key of theirs. */
export const by = <T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T> =>
  new Map(things.map((thing) => [keyOf(thing), thing]));

/** Keys to find or make, sorted: two imports of the same keys then wait for each other and do not lock crosswise. */
export const sorted = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] =>
  rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
