import { productsList, productsSearchByName } from '../../cypher/generated/crm.js';
import type { Runtime } from '../kernel/runtime.js';
import { everyWord } from './name-search.js';
import type { Product } from './product.js';

/** Lists a tenant's products by SKU; with a search the best matches by name, on one page. */
export async function listProducts(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  filter: { search?: string | null | undefined },
  page: { afterSku: string | null; limit: number },
): Promise<Product[]> {
  const { limit } = page;
  if (filter.search) {
    const words = everyWord(filter.search);
    return words && !page.afterSku ? found(await graph.read(productsSearchByName, tenantId, { words, limit })) : [];
  }
  return found(await graph.read(productsList, tenantId, { afterSku: page.afterSku ?? '', limit }));
}

const found = (rows: { product: unknown }[]): Product[] => rows.map(({ product }) => product as Product);
