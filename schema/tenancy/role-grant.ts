import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { listRoleGrants, type RoleGrantState } from '../../src/tenancy/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { RoleEnum, RoleGrantStateEnum } from './enums.js';
import { userById } from './loaders.js';
import { User } from './people.js';

@ObjectType({ description: 'A role proposed by one admin, and held once another has confirmed it.' })
export class RoleGrant {
  @Field(() => ID)
  id!: string;

  @Field(() => RoleEnum)
  role!: string;

  @Field(() => RoleGrantStateEnum)
  state!: string;

  @Field(() => ID, { description: "Id of who proposed it; 'bootstrap' at a tenant's first start." })
  proposedBy!: string;

  @Field(() => ID, { nullable: true })
  confirmedBy!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when the role is held.' })
  from!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it was held, or when it was withdrawn.' })
  to!: string | null;

  @Field(() => Int)
  version!: number;

  userId!: string;
}

const RoleGrantConnection = connectionOf(RoleGrant, 'RoleGrant');

@Resolver(() => RoleGrant)
export class RoleGrantResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() grant: Row<RoleGrant>, @Ctx() context: ApiContext) {
    return userById(context).load(grant.userId);
  }

  @Guarded('roleGrants')
  @Query(() => RoleGrantConnection, {
    description: 'Grants in one state, oldest first: PENDING is what waits for you.',
  })
  async roleGrants(
    @Arg('state', () => RoleGrantStateEnum) state: RoleGrantState,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { state, after: { createdAt, id }, limit };
    const rows = await listRoleGrants(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): RoleGrant => row,
    );
  }
}
