import type { ImportCounts } from '../../../cypher/rows.js';
import type { RowResult } from './import-kind.js';
import type { Entry } from './read-chunks.js';

/** Results as one letter a row, as they are saved with a chunk's answer. */
const LETTERS: Record<RowResult, string> = { created: 'c', updated: 'u', unchanged: '-', rejected: 'r' };
const RESULTS = new Map(Object.entries(LETTERS).map(([result, letter]) => [letter, result as RowResult]));

export const lettersOf = (results: readonly RowResult[]): string => results.map((result) => LETTERS[result]).join('');

export const resultsOf = (letters: string): RowResult[] =>
  [...letters].map((letter) => RESULTS.get(letter) ?? 'unchanged');

export const noCounts = (): ImportCounts => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  repairs: 0,
  warnings: 0,
});

export function add(sum: ImportCounts, counts: ImportCounts): void {
  for (const key of Object.keys(sum) as (keyof ImportCounts)[]) sum[key] += counts[key];
}

/** Counts a chunk's rows in the first pass over the file. */
export function countRows(entries: readonly Entry[]): ImportCounts {
  const counts = countFindings(entries);
  for (const { result } of entries) counts[result]++;
  return counts;
}

/** Counts what a later pass adds: a row that was left unchanged before it and that it changed was updated; others are counted already. */
export function countLaterPass(entries: readonly Entry[], before: (entry: Entry) => RowResult): ImportCounts {
  const counts = countFindings(entries);
  for (const entry of entries) {
    if (entry.result !== 'updated' || before(entry) !== 'unchanged') continue;
    counts.updated++;
    counts.unchanged--;
  }
  return counts;
}

function countFindings(entries: readonly Entry[]): ImportCounts {
  const counts = noCounts();
  for (const { notes } of entries) {
    for (const { sort } of notes.findings) {
      if (sort === 'repair') counts.repairs++;
      if (sort === 'warning') counts.warnings++;
    }
  }
  return counts;
}
