import { accountsLock, accountsWriteMany } from '../../../cypher/generated/crm.js';
import type { AccountRow } from '../../../cypher/rows.js';
import { CodedError } from '../../kernel/errors.js';
import type { AccountFields } from '../account.js';
import { planParents } from '../family-moves.js';
import { accountsByExternalIds } from '../find-by-ids.js';
import type { ImportPass, ImportRow, ImportWork, RowResult, Transact } from './import-kind.js';
import { by, digested } from './plan-rows.js';
import { quoted } from './row-notes.js';

type Row = ImportRow<AccountImport>;

/** What is to become of a row's account; null: nothing. */
interface Move {
  row: Row;
  id: string;
  parentId: string | null;
}

/** A family moved between its finding and its lock, this many times in a row. */
const MOST_RUNS = 5;

/** Makes the families that the rows of an account import name, once all accounts are there. */
export const parentPass: ImportPass<AccountImport> = { column: 'parent', resolve: warnOfStrangers, preview, write };

/** One row of an account import. */
export interface AccountImport {
  externalId: string;
  ownerText: string | null | undefined;
  /** External id of the parent; undefined: the file has no such column. */
  parentText: string | null | undefined;
  fields: AccountFields & { name: string };
}

/** Warns of parents that are neither among the accounts nor in the file. */
async function warnOfStrangers(work: ImportWork, rows: Row[]): Promise<void> {
  const found = await accountsOf(work, rows);
  for (const { value, notes } of rows) {
    const { parentText } = value;
    if (parentText && !found.has(parentText) && !work.known(parentText)) {
      notes.warn('parent', `${quoted(parentText)} is no account of yours, nor of this file: left as it is`);
    }
  }
}

async function preview(work: ImportWork, rows: Row[]): Promise<RowResult[]> {
  const found = await accountsOf(work, rows);
  return rows.map(({ value: { externalId, parentText } }) => {
    if (parentText === undefined) return 'unchanged';
    if (parentText && !found.has(parentText)) return work.known(parentText) ? 'updated' : 'unchanged';
    const parentId = parentText ? found.get(parentText)?.id : null;
    return (found.get(externalId)?.parentId ?? null) === parentId ? 'unchanged' : 'updated';
  });
}

async function write(work: ImportWork, rows: Row[], transact: Transact): Promise<RowResult[]> {
  for (let run = 1; run <= MOST_RUNS; run++) {
    const moves = movesOf(rows, await accountsOf(work, rows));
    if (moves.length === 0) return rows.map(() => 'unchanged');
    let moved = false;
    const results = await transact(async (step, heads) => {
      moved = false;
      const ids = [...new Set(moves.flatMap(({ id, parentId }) => (parentId ? [id, parentId] : [id])))].sort();
      const locked = await step.lock(accountsLock, { heads, ids, withFamilies: true });
      const planned = locked && (await planParents(step, locked.accounts, locked.lockedIds, moves));
      if (!planned) throw new FamilyMovedSignal();
      if (planned.writes.length > 0) step.write(accountsWriteMany, { rows: planned.writes });
      const parented = new Set(planned.writes.filter(({ parent }) => parent !== null).map(({ id }) => id));
      for (const { id } of planned.refused) {
        const row = moves.find((move) => move.id === id)?.row;
        row?.notes.warn('parent', `${quoted(row.value.parentText ?? '')} is below this account: left as it is`);
      }
      const changed = new Set(moves.filter(({ id }) => parented.has(id)).map(({ row }) => row));
      const found = by(locked.accounts, ({ id }) => id);
      const nodes = planned.writes.flatMap((write) => {
        const account = parented.has(write.id) && found.get(write.id);
        return account ? [{ found: account, write }] : [];
      });
      const results = rows.map((row): RowResult => (changed.has(row) ? 'updated' : 'unchanged'));
      return { results, nodes: digested('Account', nodes) };
    }).catch((error: unknown) => {
      if (!(error instanceof FamilyMovedSignal)) throw error;
      moved = true;
      return [];
    });
    if (!moved) return results;
  }
  throw new CodedError('UNAVAILABLE', 'These families of accounts are changing at the moment; repeat in a while.');
}

class FamilyMovedSignal extends Error {}

async function accountsOf({ runtime, caller }: ImportWork, rows: Row[]): Promise<Map<string, AccountRow>> {
  const keys = rows.flatMap(({ value }) => [value.externalId, ...(value.parentText ? [value.parentText] : [])]);
  return by(await accountsByExternalIds(runtime, caller.tenantId, [...new Set(keys)]), ({ externalId }) => externalId);
}

function movesOf(rows: Row[], found: Map<string, AccountRow>): Move[] {
  return rows.flatMap((row) => {
    const { externalId, parentText } = row.value;
    const account = found.get(externalId);
    const parent = parentText ? found.get(parentText) : null;
    if (parentText === undefined || parent === undefined || !account) return [];
    const parentId = parent?.id ?? null;
    return account.parentId === parentId ? [] : [{ row, id: account.id, parentId }];
  });
}
