import { Args, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { findTenant, listTenants } from '../../src/tenancy/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@ObjectType({ description: 'A customer of the product: everything else belongs to one.' })
export class Tenant {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'Short name, unique among all tenants.' })
  handle!: string;

  @Field()
  name!: string;

  @Field({ description: "CUSTOMER, or OPERATORS for the operators' own." })
  kind!: string;

  @Field()
  plan!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;
}

const TenantConnection = connectionOf(Tenant, 'Tenant');

@Resolver()
export class TenantQueries {
  @Guarded('read')
  @Query(() => Tenant, { description: "The caller's own tenant." })
  tenant(@Ctx() context: ApiContext) {
    return findTenant(context.runtime, callerOf(context).tenantId);
  }

  @Guarded('tenants')
  @Query(() => TenantConnection, { description: 'All tenants by handle, for operators.' })
  async tenants(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [handle = ''] = after ? placeOf(after, 1).map(String) : [];
    const rows = await listTenants(context.runtime, { after: handle, limit });
    return pageOf(
      rows,
      limit,
      (row) => [row.handle],
      (row): Tenant => row,
    );
  }
}
