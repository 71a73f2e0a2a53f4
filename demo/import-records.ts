import {
  accountImport,
  type ImportKind,
  type ImportReport,
  type ImportSource,
  importFile,
  opportunityImport,
  productImport,
  teamImport,
  userImport,
} from '../src/crm/index.js';
import { confirmRoleGrants, listRoleGrants } from '../src/tenancy/index.js';
import { accountsWithOwners, file, peopleFiles } from './files.js';
import { type DemoJob, expected } from './job.js';
import { ADMIN, SECOND_ADMIN } from './people.js';

/** One import, under the name that the report gives it. */
export interface Imported {
  name: string;
  report: ImportReport;
}

/** More grants than the demo proposes; as many as may be confirmed at once. */
const MOST_GRANTS = 500;

/** Imports people, teams, products, accounts with their families and owners, and opportunities: the product's own imports, in their order. */
export async function importRecords(job: DemoJob): Promise<Imported[]> {
  const { teams, users, leads } = await peopleFiles();
  const imported = [
    await importOne(job, 'teams', teamImport, teams),
    await importOne(job, 'users', userImport, users),
    await importOne(job, 'team leads', teamImport, leads),
  ];
  await job.progress.stage('roles, second admin', null, () => confirmRoles(job));
  imported.push(
    await importOne(job, 'products', productImport, file('products.csv')),
    await importOne(job, 'accounts', accountImport, await accountsWithOwners(), 'revenue_millions:revenue'),
    await importOne(job, 'opportunities', opportunityImport, file('sales_pipeline.csv')),
  );
  return imported;
}

async function importOne(
  { runtime, progress, as }: DemoJob,
  name: string,
  kind: ImportKind<unknown>,
  source: ImportSource,
  columns = '',
): Promise<Imported> {
  const admin = await as(ADMIN);
  const report = await progress.stage(`import ${name}`, null, () =>
    importFile(runtime, admin, kind, source, { columns }),
  );
  return { name, report: expected(report, 'ImportReport') };
}

/** Imported roles wait for somebody other than the importer: the second admin confirms them. */
async function confirmRoles({ runtime, tenantId, as }: DemoJob): Promise<void> {
  const grants = await listRoleGrants(runtime, tenantId, { state: 'PENDING', after: null, limit: MOST_GRANTS });
  const { id } = await as(ADMIN);
  const grantIds = grants.filter(({ proposedBy }) => proposedBy === id).map((grant) => grant.id);
  if (grantIds.length === 0) return;
  expected(await confirmRoleGrants(runtime, await as(SECOND_ADMIN), { grantIds }), 'RoleGrantsConfirmed');
}
