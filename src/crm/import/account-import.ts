import { accountsMergeAndLock, accountsWriteMany } from '../../../cypher/generated/crm.js';
import type { AccountRow } from '../../../cypher/rows.js';
import { newId } from '../../kernel/values/ids.js';
import { planAccount } from '../account.js';
import { CUSTOMER_STATUSES } from '../fields.js';
import { accountsByExternalIds } from '../find-by-ids.js';
import { type AccountImport, parentPass } from './account-parents.js';
import type { Cells } from './cells.js';
import type { ImportKind, ImportRow, ImportWork, Transact } from './import-kind.js';
import { resolveOwners } from './owner-column.js';
import { by, digested, planRows, sorted } from './plan-rows.js';

/**
 * Imports accounts, by external id; a file without such ids is known by the accounts' names. Parents may come before or after their
 * children: families are made in a second pass.
 */
export const accountImport: ImportKind<AccountImport> = {
  name: 'accounts',
  action: 'importAccounts',
  columns: [
    { name: 'external_id', aliases: ['account_id', 'id'] },
    { name: 'name', aliases: ['account', 'account_name', 'company'], required: true },
    { name: 'domain', aliases: ['website'] },
    { name: 'country', aliases: ['office_location', 'billing_country'] },
    { name: 'region', aliases: ['state'] },
    { name: 'sector', aliases: ['industry'] },
    { name: 'employees', aliases: ['number_of_employees'] },
    { name: 'year_established' },
    { name: 'revenue' },
    { name: 'revenue_millions' },
    { name: 'arr' },
    { name: 'currency', aliases: ['currency_code', 'currencyisocode'] },
    { name: 'customer_status' },
    { name: 'owner' },
    { name: 'parent', aliases: ['subsidiary_of', 'parent_account'] },
  ],
  parse: parseAccount,
  keyOf: ({ externalId }) => externalId,
  passes: [{ resolve: resolveOwners, preview, write }, parentPass],
};

function parseAccount(cells: Cells): AccountImport | null {
  const name = cells.needed('name');
  const externalId = cells.text('external_id') ?? name;
  cells.ownCurrency('currency');
  const fields = {
    domain: cells.domain('domain'),
    country: cells.country('country'),
    region: cells.text('region'),
    sector: cells.spelled('sector', 'sector'),
    employees: cells.whole('employees', 0, 100_000_000),
    yearEstablished: cells.whole('year_established', 1000, 2200),
    revenueMinor: cells.amount('revenue_millions', 1_000_000) ?? cells.amount('revenue'),
    arrMinor: cells.amount('arr'),
    customerStatus: cells.oneOf('customer_status', CUSTOMER_STATUSES),
  };
  const ownerText = cells.spelled('owner', 'user');
  const parentText = cells.spelled('parent', 'account');
  if (!name || !externalId) return null;
  return { externalId, ownerText, parentText, fields: { ...fields, name } };
}

async function preview({ runtime, caller, settings }: ImportWork, rows: ImportRow<AccountImport>[]) {
  const ids = rows.map(({ value }) => value.externalId);
  const existing = await accountsByExternalIds(runtime, caller.tenantId, ids);
  const found = by<AccountRow>(existing, ({ externalId }) => externalId);
  return planRows(
    rows,
    ({ externalId }) => found.get(externalId),
    (account, { fields }) => planAccount(account, fields, { now: account.updatedAt, currency: settings.currency }),
  ).results;
}

async function write({ settings }: ImportWork, rows: ImportRow<AccountImport>[], transact: Transact) {
  const keys = sorted(
    rows.map(({ value }) => ({ externalId: value.externalId, id: newId() })),
    ({ externalId }) => externalId,
  );
  return transact(async (step, heads) => {
    const row = await step.lock(accountsMergeAndLock, { heads, rows: keys, ids: [], withFamilies: false });
    const found = by(row?.accounts ?? [], ({ externalId }) => externalId);
    const { writes, results, changed } = planRows(
      rows,
      ({ externalId }) => found.get(externalId),
      (account, { fields }) => planAccount(account, fields, { now: step.now, currency: settings.currency }),
    );
    if (writes.length > 0) step.write(accountsWriteMany, { rows: writes });
    return { results, nodes: digested('Account', changed) };
  });
}
