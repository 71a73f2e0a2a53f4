import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { listAccounts } from '../../src/crm/index.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { accountById, opportunitiesOf } from './loaders.js';
import { Owner, ownerOf } from './owner.js';
import {
  Account,
  AccountConnection,
  account,
  CustomerStatus,
  type Opportunity,
  OpportunityConnection,
  opportunity,
} from './types.js';

@InputType({ description: 'One of these narrows the list.' })
class AccountFilter {
  @Field(() => ID, { nullable: true })
  ownerId?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1.' })
  country?: string | null;

  @Field(() => CustomerStatus, { nullable: true })
  customerStatus?: CustomerStatus | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, or their beginnings: the best matches come first, on one page.',
  })
  search?: string | null;
}

@Resolver()
export class AccountQueries {
  @Guarded('read')
  @Query(() => Account, { nullable: true })
  account(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return accountById(context).load(id);
  }

  @Guarded('read')
  @Query(() => AccountConnection, { description: 'Accounts in the order of their normalised names.' })
  async accounts(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('filter', () => AccountFilter, { nullable: true }) filter: AccountFilter | null,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const [normalisedName = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { after: after ? { normalisedName, id } : null, limit: filter?.search ? limit - 1 : limit };
    const rows = await listAccounts(context.runtime, callerOf(context).tenantId, filter ?? {}, page);
    return pageOf(rows, limit, (row) => [row.normalisedName, row.id], account);
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @FieldResolver(() => Owner, { nullable: true })
  owner(@Root() root: Row<Account>, @Ctx() context: ApiContext) {
    return ownerOf(root, context);
  }

  @FieldResolver(() => Account, { nullable: true })
  parent(@Root() root: Row<Account>, @Ctx() context: ApiContext) {
    return root.parentId ? accountById(context).load(root.parentId) : null;
  }

  @FieldResolver(() => OpportunityConnection, { description: 'Newest first.' })
  async opportunities(
    @Root() root: Row<Account>,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const afterId = after ? String(placeOf(after, 1)[0]) : null;
    const rows = await opportunitiesOf(context, root.id, { afterId, limit });
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row): Opportunity => opportunity(row),
    );
  }
}
