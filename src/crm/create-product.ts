import { z } from 'zod';
import { productsMergeAndLock, productsWriteMany } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { externalId, key, money, shortText } from './fields.js';
import { planProduct } from './product.js';
import { adminHead, changeReceipt } from './receipts.js';

export interface ProductCreated extends Outcome {
  __typename: 'ProductCreated';
  productId: string;
}

/** The tenant has a product with this SKU. */
export interface ProductExists extends Outcome {
  __typename: 'ProductExists';
  message: string;
  productId: string;
}

const schema = z.strictObject({
  sku: externalId,
  name: shortText,
  series: shortText.nullish(),
  listPrice: money,
  recurring: z.boolean().nullish(),
  idempotencyKey: key,
});

/** Adds a product with its list price; it recurs unless the input says that it does not. */
export async function createProduct(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ProductCreated | ProductExists | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const productId = newId();
  const head = adminHead(productId);
  const { sku, name, series = null, listPrice } = command;
  const recurring = command.recurring ?? undefined;
  const spec = { caller, action: 'createProduct', command, idempotencyKey };
  return runtime.unitOfWork.write<ProductCreated | ProductExists | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(productsMergeAndLock, { heads: [head], rows: [{ sku, id: productId }] });
    const found = row?.products[0];
    if (!found) return notFound('product');
    if (found.version !== null) return productExists(found.id);
    const fields = { name, series, listPriceMinor: listPrice.amountMinor, currency: listPrice.currency, recurring };
    const write = planProduct(found, fields, step.now);
    if (!write) return productExists(found.id);
    step.write(productsWriteMany, { rows: [write] });
    step.receipt(changeReceipt(head.id, 'CREATE_PRODUCT', 'Product', found, write.properties));
    return { __typename: 'ProductCreated', productId };
  });
}

const productExists = (productId: string): ProductExists => ({
  __typename: 'ProductExists',
  message: 'A product of this tenant has this SKU already.',
  productId,
});
