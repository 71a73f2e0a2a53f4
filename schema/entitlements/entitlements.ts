import { Arg, Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { entitlementOf, type Entitlement as Found, listEntitlements } from '../../src/entitlements/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

const STATES = { ACTIVE: 'ACTIVE', ENDED: 'ENDED' } as const;
registerEnumType(STATES, { name: 'EntitlementState' });

@ObjectType({ description: 'What a user, a workspace or, without either, the tenant may use on one ground.' })
class Entitlement {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'As whoever granted it names them: no user of ours need have this id.',
  })
  userId!: string | null;

  @Field(() => ID, { nullable: true })
  workspaceId!: string | null;

  @Field({
    description: 'manual:…, or the subscription or invoice at the billing system that it rests on: stripe:sub_….',
  })
  ground!: string;

  @Field(() => STATES, { description: 'One that is over by its `until` stays ACTIVE, and lets nobody in.' })
  state!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: for as long as nobody ends it.' })
  until!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  endedAt!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'Whether somebody may use something at this moment.' })
class EntitlementAnswer {
  @Field()
  entitled!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null when it has no end, or nobody may.' })
  until!: string | null;

  @Field(() => [Entitlement], { description: 'What they may use it by: their own, of their workspace, of the tenant.' })
  by!: Entitlement[];
}

const EntitlementConnection = connectionOf(Entitlement, 'Entitlement');

@ArgsType()
class EntitlementsArgs extends PageArgs {
  @Field(() => ID, { nullable: true })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Without user and workspace: all of the tenant.' })
  workspaceId?: string | null;
}

@Resolver()
export class EntitlementQueries {
  @Guarded('read')
  @Query(() => EntitlementAnswer, {
    description: 'Whether a user, their workspace or the tenant may use something now: current records alone are read.',
  })
  entitlement(
    @Arg('name') name: string,
    @Ctx() context: ApiContext,
    @Arg('userId', () => ID, { nullable: true }) userId?: string | null,
    @Arg('workspaceId', () => ID, { nullable: true }) workspaceId?: string | null,
  ) {
    return entitlementOf(context.runtime, callerOf(context).tenantId, { name, userId, workspaceId });
  }

  @Guarded('read')
  @Query(() => EntitlementConnection, { description: 'Entitlements with those that ended, newest first.' })
  async entitlements(
    @Args(() => EntitlementsArgs) { userId, workspaceId, first, after }: EntitlementsArgs,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { before: after ? { createdAt, id } : null, limit };
    const rows = await listEntitlements(context.runtime, callerOf(context).tenantId, { userId, workspaceId }, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row: Found): Entitlement => row,
    );
  }
}
