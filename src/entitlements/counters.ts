import type { MonthRow } from '../../cypher/rows.js';

/** Counters of a workspace and month, raised by one in the transaction of the action they count (R2, inline increment). */
export type MonthlyCounter = 'imports' | 'exports' | 'activeUsers';

/** A month with a counter moved. */
export const moved = (month: MonthRow, counter: MonthlyCounter, by: number): MonthRow => ({
  ...month,
  [counter]: month[counter] + by,
});

/** Months with one more of a counter. */
export const oneMore = (months: readonly MonthRow[], counter: MonthlyCounter): MonthRow[] =>
  months.map((month) => moved(month, counter, 1));
