import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvOf, handleFromName, type ImportSource, readCsv } from '../src/crm/index.js';
import { StartupError } from '../src/kernel/errors.js';

/** The data is not compiled to dist/: it is found from the package's root. */
const FOLDER = join(packageRoot(), 'demo', 'crm-sales');

type Row = Record<string, string>;

/** The tenant's RevOpsConfig. */
export const configText = (): string => readFileSync(join(FOLDER, 'revops-config.yaml'), 'utf8');

/** One of the demo's files, as imports read it. */
export const file =
  (name: string): ImportSource =>
  () =>
    createReadStream(join(FOLDER, name));

/** A file of rows that were put together here. */
export const fileOf = (columns: readonly string[], rows: readonly Row[]): ImportSource =>
  async function* () {
    yield Buffer.from(csvOf(columns, rows));
  };

/** All rows of one of the demo's files, by its headers. */
async function rowsOf<C extends string>(name: string, columns: readonly C[]): Promise<Record<C, string>[]> {
  const rows: Record<C, string>[] = [];
  const wanted = columns.map((column) => ({ name: column, required: true }));
  for await (const part of readCsv(file(name)(), wanted)) {
    if (part.kind === 'rejected') throw new StartupError(`demo/crm-sales/${name}, line ${part.line}: ${part.reason}.`);
    if (part.kind === 'row') rows.push(part.values as Record<C, string>);
  }
  return rows;
}

const DEAL_COLUMNS = [
  'opportunity_id',
  'sales_agent',
  'product',
  'account',
  'deal_stage',
  'engage_date',
  'close_date',
  'close_value',
] as const;
/** A row of the pipeline, as the export has it. */
export type DealRow = Record<(typeof DEAL_COLUMNS)[number], string>;

/** The pipeline, in the order of the file. */
export const deals = (): Promise<DealRow[]> => rowsOf('sales_pipeline.csv', DEAL_COLUMNS);

/**
 * The accounts with one more column, their owner: the agent with most won deals, of equals the first by name. Rows keep the
 * numbers they have in `accounts.csv`.
 */
export async function accountsWithOwners(): Promise<ImportSource> {
  const columns = [
    'account',
    'sector',
    'year_established',
    'revenue',
    'employees',
    'office_location',
    'subsidiary_of',
  ] as const;
  const [accounts, owners] = [await rowsOf('accounts.csv', columns), ownersOf(await deals())];
  return fileOf(
    [...columns, 'owner'],
    accounts.map((row) => ({ ...row, owner: owners.get(row.account) ?? '' })),
  );
}

function ownersOf(rows: DealRow[]): Map<string, string> {
  const won = new Map<string, Map<string, number>>();
  for (const { account, sales_agent, deal_stage } of rows) {
    if (deal_stage !== 'Won' || !account) continue;
    const agents = won.get(account) ?? new Map<string, number>();
    won.set(account, agents.set(sales_agent, (agents.get(sales_agent) ?? 0) + 1));
  }
  const first = (agents: Map<string, number>) =>
    [...agents].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))[0]?.[0] ?? '';
  return new Map([...won].map(([account, agents]) => [account, first(agents)]));
}

/** Teams without and with their leads, and users, as `crm-sales/README.md` reads them from the sales teams. */
export async function peopleFiles(): Promise<{ teams: ImportSource; users: ImportSource; leads: ImportSource }> {
  const agents = await rowsOf('sales_teams.csv', ['sales_agent', 'manager', 'regional_office']);
  const managers = [...new Map(agents.map(({ manager, regional_office }) => [manager, regional_office]))].sort();
  const offices = [...new Set(managers.map(([, office]) => office))].sort();
  const teams = [
    ...offices.map((name) => ({ name, lead: managers.find(([, office]) => office === name)?.[0] ?? '' })),
    ...managers.map(([manager]) => ({ name: manager, lead: manager })),
  ].map((team) => ({ ...team, handle: handleFromName(team.name), external_id: team.name }));
  const users = [
    ...managers.map(([name, office]) => ({ ...user(name), role: 'sales_manager', team: office, manager: 'vp' })),
    ...agents.map(({ sales_agent, manager }) => ({ ...user(sales_agent), role: 'ae', team: manager, manager })),
  ];
  return {
    teams: fileOf(['external_id', 'handle', 'name'], teams),
    users: fileOf(['external_id', 'handle', 'name', 'subject', 'role', 'seat', 'team', 'manager'], users),
    leads: fileOf(['external_id', 'handle', 'name', 'lead'], teams),
  };
}

/** The office of every seller and manager, by handle. */
export async function salesOffices(): Promise<Map<string, string>> {
  const agents = await rowsOf('sales_teams.csv', ['sales_agent', 'manager', 'regional_office']);
  return new Map(
    agents.flatMap(({ sales_agent, manager, regional_office }) =>
      [sales_agent, manager].map((name) => [handleFromName(name), regional_office] as const),
    ),
  );
}

const user = (name: string) => {
  const handle = handleFromName(name);
  return { external_id: name, handle, name, subject: handle, seat: 'decision' };
};

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
