import {
  peopleLock,
  teamFindManyByIdentity,
  teamInsertMany,
  teamLeadSetMany,
  teamUpdateMany,
  userFindManyByIdentity,
} from '../../cypher/generated/tenancy.js';
import type { NewTeam, TeamRow } from '../../cypher/rows.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { begun, type DatedEdgeSnapshot, ended, leading, openEdges } from './dated-edges.js';
import { nameKeyOf } from './fields.js';
import { repeated } from './revops-config/index.js';

/** One row of teams. `lead` is a user's handle; null leaves the lead as it is. */
export interface TeamImportRow {
  /** Number of the row in its file. */
  row: number;
  handle: string;
  externalId: string | null;
  name: string;
  lead: string | null;
}

/** What became of one row; `problems` of a row that is not rejected are warnings. */
export interface ImportedRow {
  row: number;
  id: string | null;
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  problems: { column: string; message: string }[];
}

/** Ids for rows that turn out to be new; draw them before the transaction body. */
export const drawIds = (rows: readonly unknown[]): string[] => rows.map(() => newId());

/** Positions of rows whose handle or external id an earlier row has. */
export function rowsNamedTwice(rows: { handle: string; externalId: string | null }[]): Set<number> {
  const handles = repeated(rows, (row) => row.handle);
  const externalIds = repeated(rows, (row) => row.externalId ?? `none ${row.handle}`);
  return new Set([...handles, ...externalIds]);
}

/**
 * Creates and updates teams inside a write of the caller's, whose first statement this is: it locks `heads` (sorted) and the
 * tenant's people. Teams are found by external id, then by handle. The caller leaves the batch's receipt. A dry run writes nothing.
 */
export async function importTeams(
  step: WriteStep,
  heads: { id: string; kind: string }[],
  rows: TeamImportRow[],
  ids: string[],
  dryRun = false,
): Promise<TeamsImported> {
  await step.lock(peopleLock, { heads, userIds: [] });
  const found = await step.read(teamFindManyByIdentity, { identities: rows.map((row, n) => ({ n, ...row })) });
  const leads = await leadsOf(step, rows);
  const twice = rowsNamedTwice(rows);
  const work = rows.map((row, n) => teamWork(row, ids[n] ?? newId(), found[n], leads, twice.has(n)));
  const changed = work.filter(({ result: { outcome } }) => outcome === 'created' || outcome === 'updated');
  const led = changed.flatMap(({ leadId, result: { id } }) => (leadId && id ? [id] : []));
  const before = led.length > 0 ? await openEdges(step, [], led) : [];
  if (!dryRun) write(step, work);
  return {
    rows: work.map((item) => item.result),
    teams: changed.flatMap((item) => teamAfter(item, step.now)),
    leads: [
      ...before.map((edge) => ended(edge, step.now)),
      ...changed.flatMap(({ leadId, result: { id } }) => (leadId && id ? [begun(leading(leadId, id), step.now)] : [])),
    ],
  };
}

/** A changed team as it is from now on; a lead that is set counts as a change of its own. */
function teamAfter({ row, stored, leadId, result: { id } }: TeamWork, now: string): (NewTeam & Versioned)[] {
  if (!id) return [];
  const { handle, name, externalId } = row;
  const version = (stored?.version ?? 0) + 1 + Number(leadId !== null);
  return [{ id, handle, name, nameKey: nameKeyOf(name), externalId, createdAt: stored?.createdAt ?? now, version }];
}

type Versioned = Pick<TeamRow, 'version' | 'createdAt'>;

/** What importing teams did: of each row, and for the batch's receipt the changed teams and who leads them. */
interface TeamsImported {
  rows: ImportedRow[];
  teams: (NewTeam & Versioned)[];
  leads: DatedEdgeSnapshot[];
}

interface TeamWork {
  row: TeamImportRow;
  stored: TeamRow | null;
  result: ImportedRow;
  leadId: string | null;
}

function teamWork(
  row: TeamImportRow,
  newTeamId: string,
  found: { byHandle: TeamRow | null; byExternalId: TeamRow | null } | undefined,
  leads: Map<string, string>,
  twice: boolean,
): TeamWork {
  const stored = found?.byExternalId ?? found?.byHandle ?? null;
  const result = (id: string | null, outcome: ImportedRow['outcome'], problems: ImportedRow['problems'] = []) => ({
    row: row.row,
    id,
    outcome,
    problems,
  });
  const other = found?.byExternalId && found.byHandle && found.byExternalId.id !== found.byHandle.id;
  if (other || twice) {
    const message = `"${row.handle}" is the handle of another ${twice ? 'row' : 'team'}`;
    return { row, stored, result: result(null, 'rejected', [{ column: 'handle', message }]), leadId: null };
  }
  const lead = row.lead === null ? null : (leads.get(row.lead) ?? null);
  const problems =
    row.lead !== null && lead === null ? [{ column: 'lead', message: `there is no user "${row.lead}"` }] : [];
  const leadId = lead === stored?.leadId ? null : lead;
  if (!stored) return { row, stored, result: result(newTeamId, 'created', problems), leadId };
  const externalId = row.externalId ?? stored.externalId;
  const differs =
    stored.handle !== row.handle || stored.name !== row.name || stored.externalId !== externalId || leadId !== null;
  return {
    row: { ...row, externalId },
    stored,
    result: result(stored.id, differs ? 'updated' : 'unchanged', problems),
    leadId,
  };
}

async function leadsOf(step: WriteStep, rows: TeamImportRow[]): Promise<Map<string, string>> {
  const handles = [...new Set(rows.flatMap((row) => row.lead ?? []))];
  const identities = handles.map((handle, n) => ({ n, handle, externalId: null, subject: null }));
  const found = handles.length > 0 ? await step.read(userFindManyByIdentity, { identities }) : [];
  return new Map(
    found.flatMap(({ byHandle }) =>
      byHandle && byHandle.endedAt === null ? [[byHandle.handle, byHandle.id] as const] : [],
    ),
  );
}

function write(step: WriteStep, work: TeamWork[]): void {
  const teamsOf = (outcome: ImportedRow['outcome']) =>
    work.flatMap(({ row: { handle, name, externalId }, result: { id, outcome: mine } }) =>
      id && mine === outcome ? [{ id, handle, name, nameKey: nameKeyOf(name), externalId }] : [],
    );
  const [created, updated] = [teamsOf('created'), teamsOf('updated')];
  const leads = work.flatMap(({ leadId, result: { id } }) => (leadId && id ? [{ teamId: id, userId: leadId }] : []));
  if (created.length > 0) step.write(teamInsertMany, { teams: created, at: step.now });
  if (updated.length > 0) step.write(teamUpdateMany, { teams: updated });
  if (leads.length > 0) step.write(teamLeadSetMany, { leads, at: step.now });
}
