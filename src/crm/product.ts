import type { ProductRow, ProductWrite } from '../../cypher/rows.js';
import type { Instant } from '../kernel/values/instants.js';
import { changesTo, isEmpty } from './changes.js';

/** A product as it is read. */
export type Product = ProductRow & { version: number };

/** What may be said of a product; undefined leaves it, null ends it. */
export interface ProductFields {
  name?: string | undefined;
  series?: string | null | undefined;
  listPriceMinor?: number | undefined;
  currency?: string | undefined;
  recurring?: boolean | undefined;
}

/** Decides what is written to a locked product: everything for one just made, else what differs; null when nothing does. */
export function planProduct(found: ProductRow, fields: ProductFields, now: Instant): ProductWrite | null {
  if (found.version === null) {
    const { recurring = true, ...rest } = fields;
    const properties = { ...rest, recurring, createdAt: now, updatedAt: now, version: 1 } as Partial<ProductRow>;
    return { id: found.id, properties };
  }
  const changes = changesTo<ProductRow>(found, fields as Partial<ProductRow>);
  if (isEmpty(changes)) return null;
  return { id: found.id, properties: { ...changes, updatedAt: now, version: found.version + 1 } };
}
