import { importUsers, planUserImport, type UserImportRow } from '../../entitlements/index.js';
import { ROLES, type Role, SEAT_TYPES } from '../../kernel/rights.js';
import { parseEmail } from '../email.js';
import type { Cells } from './cells.js';
import type { ImportKind, ImportPass, ImportRow, ImportWork, RowResult } from './import-kind.js';
import { handleNamed, handleOf, previewed, tell } from './people-rows.js';
import { quoted, type RowNotes } from './row-notes.js';

type Row = ImportRow<UserImportRow>;

/** The users themselves; who reports to whom comes when all of them are there. */
const themselves = (row: UserImportRow): UserImportRow => ({ ...row, manager: null });

/** Reporting lines alone: everything else was done in the first pass. */
const lines = (row: UserImportRow): UserImportRow => ({ ...row, subject: null, team: null, roles: [], seat: null });

/**
 * Imports users, by external id or handle; a user without a handle gets one from their name. Roles are proposed and wait for a second
 * admin; managers may stand before or after those who report to them.
 */
export const userImport: ImportKind<UserImportRow> = {
  name: 'users',
  action: 'importUsers',
  turn: 'seats',
  columns: [
    { name: 'external_id', aliases: ['user_id'] },
    { name: 'handle' },
    { name: 'name', aliases: ['user', 'user_name', 'full_name'], required: true },
    { name: 'email', aliases: ['e-mail'] },
    { name: 'subject' },
    { name: 'role', aliases: ['roles'] },
    { name: 'seat' },
    { name: 'team' },
    { name: 'manager', aliases: ['reports_to'] },
  ],
  parse: parseUser,
  keyOf: ({ handle }) => handle,
  passes: [passOver(themselves), { ...passOver(lines), column: 'manager', preview: previewLines }],
};

function parseUser(cells: Cells, notes: RowNotes): UserImportRow | null {
  const name = cells.needed('name');
  const manager = cells.spelled('manager', 'user');
  const team = cells.text('team');
  const handle = handleOf(cells.text('handle'), name);
  if (name && !handle) notes.reject('handle', 'is not to be made from this name; give it a handle');
  const seat = cells.oneOf(
    'seat',
    SEAT_TYPES.map((type) => type.toLowerCase()),
  );
  const row = {
    row: notes.row,
    externalId: cells.text('external_id') ?? null,
    email: emailOf(cells, notes),
    subject: cells.text('subject') ?? null,
    roles: rolesOf(cells, notes),
    seat: SEAT_TYPES.find((type) => type.toLowerCase() === seat) ?? null,
    team: handleNamed(team),
    manager: handleNamed(manager),
  };
  return name && handle ? { ...row, name, handle } : null;
}

function emailOf(cells: Cells, notes: RowNotes): string | null {
  const text = cells.text('email');
  if (!text) return null;
  if (!parseEmail(text)) notes.reject('email', 'is not an e-mail address');
  return text;
}

/** Roles, several of them between semicolons. */
function rolesOf(cells: Cells, notes: RowNotes): Role[] {
  const texts = (cells.text('role') ?? '').split(/[;|]/).map((text) => text.trim().toLowerCase().replaceAll(' ', '_'));
  return texts.filter(Boolean).flatMap((text) => {
    const role = ROLES.find((name) => name === text);
    if (!role) notes.reject('role', `${quoted(text)} is none of ${ROLES.join(', ')}`);
    return role ?? [];
  });
}

/** Imports one part of each row. */
function passOver(part: (row: UserImportRow) => UserImportRow): ImportPass<UserImportRow> {
  return {
    resolve: async () => undefined,
    preview: async (work, rows) => tell(rows, await previewPart(work, rows, part)),
    write: async (work, rows, transact) => {
      const users = rows.map(({ value }) => part(value));
      const plan = await planUserImport(work.runtime, work.caller.tenantId, users);
      return transact(async (step, heads) => ({ results: tell(rows, await importUsers(step, heads, plan)) }));
    },
  };
}

async function previewPart(work: ImportWork, rows: Row[], part: (row: UserImportRow) => UserImportRow) {
  const users = rows.map(({ value }) => part(value));
  const plan = await planUserImport(work.runtime, work.caller.tenantId, users);
  return previewed(work, 'importUsers', (step) => importUsers(step, [], plan, true));
}

/** In a dry run a manager who stands in the file is there as well. */
async function previewLines(work: ImportWork, rows: Row[]): Promise<RowResult[]> {
  const imported = await previewPart(work, rows, lines);
  const told = imported.map((row, n) => {
    const { manager } = rows[n]?.value ?? { manager: null };
    if (manager === null || !work.known(manager) || row.problems.length === 0) return row;
    return { ...row, outcome: row.outcome === 'unchanged' ? ('updated' as const) : row.outcome, problems: [] };
  });
  return tell(rows, told);
}
