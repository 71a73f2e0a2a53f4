import { z } from 'zod';
import { productLock, productsWriteMany } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { id, key, money, shortText, version } from './fields.js';
import { planProduct } from './product.js';
import { adminHead, changeReceipt } from './receipts.js';

export interface ProductUpdated extends Outcome {
  __typename: 'ProductUpdated';
  productId: string;
  /** The product's version now; unchanged when nothing differed. */
  version: number;
}

const schema = z.strictObject({
  id,
  version,
  name: shortText.optional(),
  series: shortText.nullish(),
  listPrice: money.optional(),
  recurring: z.boolean().optional(),
  idempotencyKey: key,
});

/** Changes a product; what is left out stays. Quotes keep the price, and whether it recurs, that they were made with. */
export async function updateProduct(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ProductUpdated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { id: productId, version: expected, name, series, listPrice, recurring } = command;
  const head = adminHead(productId);
  const spec = { caller, action: 'updateProduct', command, idempotencyKey };
  return runtime.unitOfWork.write<ProductUpdated | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(productLock, { heads: [head], id: productId });
    if (!row) return notFound('product');
    const found = row.product;
    if (found.version !== expected) return versionConflict(found.version ?? 0);
    const fields = { name, series, listPriceMinor: listPrice?.amountMinor, currency: listPrice?.currency, recurring };
    const write = planProduct(found, fields, step.now);
    if (!write) return { __typename: 'ProductUpdated', productId, version: expected };
    step.write(productsWriteMany, { rows: [write] });
    step.receipt(changeReceipt(head.id, 'UPDATE_PRODUCT', 'Product', found, write.properties));
    return { __typename: 'ProductUpdated', productId, version: expected + 1 };
  });
}
