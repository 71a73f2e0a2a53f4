import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { listOpportunities } from '../../src/crm/index.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { accountById, opportunityById, productById } from './loaders.js';
import { Owner, ownerOf } from './owner.js';
import { Account, Opportunity, OpportunityConnection, opportunity, Product } from './types.js';

@InputType({ description: 'One of these narrows the list, or ownerId and stage together.' })
class OpportunityFilter {
  @Field(() => ID, { nullable: true })
  ownerId?: string | null;

  @Field(() => String, { nullable: true })
  stage?: string | null;

  @Field(() => ID, { nullable: true })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, or their beginnings: the best matches come first, on one page.',
  })
  search?: string | null;
}

@Resolver()
export class OpportunityQueries {
  @Guarded('read')
  @Query(() => Opportunity, { nullable: true })
  opportunity(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return opportunityById(context).load(id);
  }

  @Guarded('read')
  @Query(() => OpportunityConnection, { description: 'Opportunities, newest first.' })
  async opportunities(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('filter', () => OpportunityFilter, { nullable: true }) filter: OpportunityFilter | null,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const afterId = after ? String(placeOf(after, 1)[0]) : null;
    const page = { afterId, limit: filter?.search ? limit - 1 : limit };
    const rows = await listOpportunities(context.runtime, callerOf(context).tenantId, filter ?? {}, page);
    return pageOf(rows, limit, (row) => [row.id], opportunity);
  }
}

@Resolver(() => Opportunity)
export class OpportunityResolver {
  @FieldResolver(() => Owner, { nullable: true })
  owner(@Root() root: Row<Opportunity>, @Ctx() context: ApiContext) {
    return ownerOf(root, context);
  }

  @FieldResolver(() => Account, { nullable: true })
  account(@Root() root: Row<Opportunity>, @Ctx() context: ApiContext) {
    return root.accountId ? accountById(context).load(root.accountId) : null;
  }

  @FieldResolver(() => Product, { nullable: true })
  product(@Root() root: Row<Opportunity>, @Ctx() context: ApiContext) {
    return root.productId ? productById(context).load(root.productId) : null;
  }
}
