import { opportunitiesMergeAndLock, opportunitiesWriteMany } from '../../../cypher/generated/crm.js';
import type { OpportunityRow } from '../../../cypher/rows.js';
import { newId } from '../../kernel/values/ids.js';
import type { Instant } from '../../kernel/values/instants.js';
import { accountsByExternalIds, opportunitiesByExternalIds, productsBySkus } from '../find-by-ids.js';
import { type OpportunityFields, planOpportunity } from '../opportunity.js';
import type { Cells } from './cells.js';
import type { ImportKind, ImportRow, ImportWork, Transact } from './import-kind.js';
import { resolveOwners } from './owner-column.js';
import { by, digested, planRows, sorted } from './plan-rows.js';
import { quoted } from './row-notes.js';

interface OpportunityImport {
  externalId: string;
  ownerText: string | null | undefined;
  /** External id of the account, SKU of the product; undefined: the file has no such column. */
  accountText: string | null | undefined;
  productText: string | null | undefined;
  fields: OpportunityFields;
  /** Name of one that is new and has none in the file. */
  nameless: string;
}

/** Imports opportunities, by external id. What they refer to must be there; a missing account is a warning. */
export const opportunityImport: ImportKind<OpportunityImport> = {
  name: 'opportunities',
  action: 'importOpportunities',
  columns: [
    { name: 'external_id', aliases: ['opportunity_id', 'id'], required: true },
    { name: 'name', aliases: ['opportunity', 'opportunity_name'] },
    { name: 'stage', aliases: ['deal_stage'], required: true },
    { name: 'owner', aliases: ['sales_agent'] },
    { name: 'account', aliases: ['account_id', 'account_name'] },
    { name: 'product', aliases: ['sku', 'product_name'] },
    { name: 'amount', aliases: ['close_value'] },
    { name: 'currency', aliases: ['currency_code', 'currencyisocode'] },
    { name: 'engage_date' },
    { name: 'close_date' },
    { name: 'type' },
    { name: 'strategic' },
  ],
  parse: parseOpportunity,
  keyOf: ({ externalId }) => externalId,
  passes: [{ resolve, preview, write }],
};

function parseOpportunity(cells: Cells, notes: ImportRow<unknown>['notes']): OpportunityImport | null {
  const externalId = cells.needed('external_id');
  const stage = cells.needed('stage');
  cells.ownCurrency('currency');
  const accountText = cells.spelled('account', 'account');
  const parsed = {
    ownerText: cells.spelled('owner', 'user'),
    accountText,
    productText: cells.spelled('product', 'product'),
    fields: {
      name: cells.text('name') ?? undefined,
      stage: stage ?? undefined,
      type: cells.text('type'),
      strategic: cells.flag('strategic'),
      amountMinor: cells.amount('amount'),
      engageDate: cells.day('engage_date'),
      closeDate: cells.day('close_date'),
    },
  };
  if (!externalId || !stage) return null;
  if (accountText === null) notes.warn('account', 'no account');
  return { ...parsed, externalId, nameless: externalId };
}

async function resolve(work: ImportWork, rows: ImportRow<OpportunityImport>[]): Promise<void> {
  const { runtime, caller, settings } = work;
  const distinct = (texts: (string | null | undefined)[]) => [...new Set(texts.filter((text) => !!text))] as string[];
  const [accounts, products] = await Promise.all([
    accountsByExternalIds(runtime, caller.tenantId, distinct(rows.map(({ value }) => value.accountText))),
    productsBySkus(runtime, caller.tenantId, distinct(rows.map(({ value }) => value.productText))),
    resolveOwners(work, rows),
  ]);
  const accountBy = by(accounts, ({ externalId }) => externalId);
  const productBy = by(products, ({ sku }) => sku);
  for (const { value, notes } of rows) {
    const { accountText, productText, fields } = value;
    const account = accountText ? accountBy.get(accountText) : null;
    const product = productText ? productBy.get(productText) : null;
    if (account === undefined) notes.reject('account', `${quoted(accountText ?? '')} is no account of yours`);
    if (product === undefined) notes.reject('product', `${quoted(productText ?? '')} is no product of yours`);
    fields.accountId = accountText === undefined ? undefined : (account?.id ?? null);
    fields.productId = productText === undefined ? undefined : (product?.id ?? null);
    if (fields.amountMinor !== undefined) fields.currency = settings.currency;
    value.nameless = [product?.name, account?.name].filter(Boolean).join(' for ') || value.externalId;
  }
}

/** Compares one row with what was found; one that is new gets a name and a currency, whatever the file says. */
function plan(found: OpportunityRow, { fields, nameless }: OpportunityImport, currency: string, now: Instant) {
  return planOpportunity(found, found.version === null ? { currency, name: nameless, ...given(fields) } : fields, now);
}

const given = (fields: OpportunityFields): OpportunityFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

async function preview({ runtime, caller, settings }: ImportWork, rows: ImportRow<OpportunityImport>[]) {
  const ids = rows.map(({ value }) => value.externalId);
  const existing = await opportunitiesByExternalIds(runtime, caller.tenantId, ids);
  const found = by<OpportunityRow>(existing, ({ externalId }) => externalId);
  return planRows(
    rows,
    ({ externalId }) => found.get(externalId),
    (opportunity, row) => plan(opportunity, row, settings.currency, opportunity.updatedAt),
  ).results;
}

async function write({ settings }: ImportWork, rows: ImportRow<OpportunityImport>[], transact: Transact) {
  const keys = sorted(
    rows.map(({ value }) => ({ externalId: value.externalId, id: newId() })),
    ({ externalId }) => externalId,
  );
  return transact(async (step, heads) => {
    const row = await step.lock(opportunitiesMergeAndLock, { heads, rows: keys });
    const found = by(row?.opportunities ?? [], ({ externalId }) => externalId);
    const { writes, results, changed } = planRows(
      rows,
      ({ externalId }) => found.get(externalId),
      (opportunity, value) => plan(opportunity, value, settings.currency, step.now),
    );
    if (writes.length > 0) step.write(opportunitiesWriteMany, { rows: writes });
    return { results, nodes: digested('Opportunity', changed) };
  });
}
