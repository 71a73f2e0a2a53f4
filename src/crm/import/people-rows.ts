import type { WriteStep } from '../../kernel/write-step.js';
import type { ImportedRow } from '../../tenancy/index.js';
import type { ImportRow, ImportWork, RowResult } from './import-kind.js';
import { handleFromName } from './owner-column.js';

const HANDLE = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** A handle as it is given (with or without `user:`, `team:`), or else made from a name; null when neither gives one. */
export function handleOf(given: string | null | undefined, name: string | null | undefined): string | null {
  const bare = given?.replace(/^(user|team):/, '');
  if (bare && HANDLE.test(bare)) return bare;
  const made = name ? handleFromName(name) : '';
  return HANDLE.test(made) ? made : null;
}

/** The handle of somebody named in a cell: with `user:` or `team:` before it, or in lower case, it is one; else a name that makes one. */
export function handleNamed(cell: string | null | undefined): string | null {
  if (!cell) return null;
  return /^(user|team):/.test(cell) || cell === cell.toLowerCase() ? handleOf(cell, cell) : handleOf(null, cell);
}

/** Runs an import of people that writes nothing, in a transaction that is rolled back. */
export async function previewed(
  { runtime, caller }: ImportWork,
  action: string,
  run: (step: WriteStep) => Promise<ImportedRow[]>,
): Promise<ImportedRow[]> {
  let imported: ImportedRow[] = [];
  await runtime.unitOfWork.write({ caller, action, command: { dryRun: true } }, async (step) => {
    imported = await run(step);
    return { __typename: 'DryRun' };
  });
  return imported;
}

/** Notes the problems of rows, as rejections or warnings, and gives their results. */
export function tell(rows: readonly ImportRow<unknown>[], imported: readonly ImportedRow[]): RowResult[] {
  return rows.map(({ notes }, n): RowResult => {
    const { outcome, problems } = imported[n] ?? { outcome: 'unchanged', problems: [] };
    for (const { column, message } of problems) {
      if (outcome === 'rejected') notes.reject(column, message);
      else notes.warn(column, message);
    }
    return outcome;
  });
}
