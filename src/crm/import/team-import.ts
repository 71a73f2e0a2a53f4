import type { WriteStep } from '../../kernel/write-step.js';
import { drawIds, importTeams, type TeamImportRow } from '../../tenancy/index.js';
import { digestedNode } from '../rebuild.js';
import type { Cells } from './cells.js';
import type { ImportKind, ImportRow, ImportWork, RowResult, Transact } from './import-kind.js';
import { handleNamed, handleOf, previewed, tell } from './people-rows.js';
import type { RowNotes } from './row-notes.js';

/** Imports teams, by external id or handle; a team without a handle gets one from its name. */
export const teamImport: ImportKind<TeamImportRow> = {
  name: 'teams',
  action: 'importTeams',
  columns: [
    { name: 'external_id', aliases: ['team_id'] },
    { name: 'handle' },
    { name: 'name', aliases: ['team', 'team_name'], required: true },
    { name: 'lead', aliases: ['team_lead'] },
  ],
  parse: parseTeam,
  keyOf: ({ handle }) => handle,
  passes: [{ resolve: async () => undefined, preview, write }],
};

function parseTeam(cells: Cells, notes: RowNotes): TeamImportRow | null {
  const name = cells.needed('name');
  const lead = cells.spelled('lead', 'user');
  const handle = handleOf(cells.text('handle'), name);
  if (name && !handle) notes.reject('handle', 'is not to be made from this name; give it a handle');
  if (!name || !handle) return null;
  const externalId = cells.text('external_id') ?? null;
  return { row: notes.row, handle, externalId, name, lead: handleNamed(lead) };
}

async function preview(work: ImportWork, rows: ImportRow<TeamImportRow>[]): Promise<RowResult[]> {
  const teams = rows.map(({ value }) => value);
  const run = async (step: WriteStep) => (await importTeams(step, [], teams, drawIds(teams), true)).rows;
  return tell(rows, await previewed(work, 'importTeams', run));
}

async function write(_work: ImportWork, rows: ImportRow<TeamImportRow>[], transact: Transact): Promise<RowResult[]> {
  const teams = rows.map(({ value }) => value);
  const ids = drawIds(teams);
  return transact(async (step, heads) => {
    const imported = await importTeams(step, heads, teams, ids);
    const nodes = imported.teams.map((team) => digestedNode('Team', team));
    return { results: tell(rows, imported.rows), nodes: { label: 'Team', nodes }, snapshot: imported.leads };
  });
}
