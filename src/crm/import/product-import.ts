import { productsMergeAndLock, productsWriteMany } from '../../../cypher/generated/crm.js';
import type { ProductRow } from '../../../cypher/rows.js';
import { newId } from '../../kernel/values/ids.js';
import { productsBySkus } from '../find-by-ids.js';
import { type ProductFields, planProduct } from '../product.js';
import type { Cells } from './cells.js';
import type { ImportKind, ImportRow, ImportWork, Transact } from './import-kind.js';
import { by, digested, planRows, sorted } from './plan-rows.js';

interface ProductImport {
  sku: string;
  fields: ProductFields;
}

/** Imports products, by SKU. A file without SKUs is known by the products' names. */
export const productImport: ImportKind<ProductImport> = {
  name: 'products',
  action: 'importProducts',
  columns: [
    { name: 'sku', aliases: ['product_code'] },
    { name: 'name', aliases: ['product', 'product_name'], required: true },
    { name: 'series', aliases: ['family', 'product_family'] },
    { name: 'list_price', aliases: ['price', 'sales_price'], required: true },
    { name: 'currency', aliases: ['currency_code', 'currencyisocode'] },
    { name: 'recurring' },
  ],
  parse: parseProduct,
  keyOf: ({ sku }) => sku,
  passes: [{ resolve: useCurrency, preview, write }],
};

function parseProduct(cells: Cells): ProductImport | null {
  const name = cells.needed('name');
  cells.ownCurrency('currency');
  const listPriceMinor = cells.needed('list_price') === null ? null : (cells.amount('list_price') ?? null);
  const sku = cells.text('sku') ?? name;
  const recurring = cells.flag('recurring');
  if (!name || !sku || listPriceMinor === null) return null;
  return { sku, fields: { name, series: cells.text('series'), listPriceMinor, recurring } };
}

async function useCurrency({ settings }: ImportWork, rows: ImportRow<ProductImport>[]) {
  for (const { value } of rows) value.fields.currency = settings.currency;
}

async function preview({ runtime, caller }: ImportWork, rows: ImportRow<ProductImport>[]) {
  const skus = rows.map(({ value }) => value.sku);
  const found = by<ProductRow>(await productsBySkus(runtime, caller.tenantId, skus), ({ sku }) => sku);
  return planRows(
    rows,
    ({ sku }) => found.get(sku),
    (product, { fields }) => planProduct(product, fields, product.updatedAt),
  ).results;
}

async function write(_work: ImportWork, rows: ImportRow<ProductImport>[], transact: Transact) {
  const keys = sorted(
    rows.map(({ value }) => ({ sku: value.sku, id: newId() })),
    ({ sku }) => sku,
  );
  return transact(async (step, heads) => {
    const row = await step.lock(productsMergeAndLock, { heads, rows: keys });
    const found = by(row?.products ?? [], ({ sku }) => sku);
    const plan = planRows(
      rows,
      ({ sku }) => found.get(sku),
      (product, { fields }) => planProduct(product, fields, step.now),
    );
    if (plan.writes.length > 0) step.write(productsWriteMany, { rows: plan.writes });
    return { results: plan.results, nodes: digested('Product', plan.changed) };
  });
}
