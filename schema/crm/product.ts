import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { listProducts } from '../../src/crm/index.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { productById } from './loaders.js';
import { Product, ProductConnection, product } from './types.js';

const SEARCH = 'Words of the name, or their beginnings: the best matches come first, on one page.';

@Resolver()
export class ProductQueries {
  @Guarded('read')
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return productById(context).load(id);
  }

  @Guarded('read')
  @Query(() => ProductConnection, { description: 'Products by SKU.' })
  async products(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('search', () => String, { nullable: true, description: SEARCH }) search: string | null,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const page = { afterSku: after ? String(placeOf(after, 1)[0]) : null, limit: search ? limit - 1 : limit };
    const rows = await listProducts(context.runtime, callerOf(context).tenantId, { search }, page);
    return pageOf(rows, limit, (row) => [row.sku], product);
  }
}
