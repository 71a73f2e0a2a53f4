import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Authority as AuthorityValue, authorityAt } from '../../src/dealdesk/index.js';
import { epochMs, instantOf } from '../../src/kernel/values/instants.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLBasisPoints, GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { RoleEnum } from '../tenancy/enums.js';
import { User } from '../tenancy/people.js';
import { ApproverRole } from './approval-types.js';
import { personOf } from './delegation-types.js';

@ObjectType({ description: 'The most that somebody could approve in a role; null: no limit.' })
class AuthorityLimit {
  @Field(() => ApproverRole)
  role!: ApproverRole;

  @Field(() => GraphQLBasisPoints, { nullable: true })
  discountBp!: number | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: "Net total, in minor units of the configuration's currency.",
  })
  amountMinor!: number | null;
}

@ObjectType({ description: 'A delegation that held, from the side of one of the two.' })
class AuthorityDelegation {
  @Field(() => ID)
  delegationId!: string;

  @Field(() => ID, { description: 'The other of the two.' })
  userId!: string;

  @Field(() => GraphQLDateTime)
  from!: string;

  @Field(() => GraphQLDateTime)
  to!: string;
}

@Resolver(() => AuthorityDelegation)
export class AuthorityDelegationFields {
  @FieldResolver(() => User)
  user(@Root() { userId }: Row<AuthorityDelegation>, @Ctx() context: ApiContext): Promise<User> {
    return personOf(context, userId);
  }
}

@ObjectType({ description: 'What somebody could decide at an instant, and through whom.' })
class Authority {
  @Field(() => ID)
  userId!: string;

  @Field(() => GraphQLDateTime)
  at!: string;

  @Field(() => [RoleEnum])
  roles!: AuthorityValue['roles'];

  @Field(() => [ID])
  teamIds!: string[];

  @Field(() => ID, { nullable: true })
  managerId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Number of the configuration in force then.' })
  configNumber!: number | null;

  @Field(() => [AuthorityLimit], { description: 'Of each role of theirs that approves.' })
  limits!: AuthorityLimit[];

  @Field(() => [AuthorityDelegation], { description: 'Who decided in their place.' })
  delegatedTo!: AuthorityDelegation[];

  @Field(() => [AuthorityDelegation], { description: 'In whose place they decided.' })
  delegatedFrom!: AuthorityDelegation[];
}

@Resolver()
export class AuthorityAt {
  @Guarded('read')
  @Query(() => Authority, {
    nullable: true,
    description:
      'Roles, limits, teams and delegations of a user as of any instant, by dated edges. Null: no such user.',
  })
  async authorityAt(
    @Arg('userId', () => ID) userId: string,
    @Arg('at', () => GraphQLDateTime) at: string,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<Authority | null> {
    const found = await authorityAt(context.runtime, callerOf(context).tenantId, userId, instantOf(epochMs(at)));
    return found as Authority | null;
  }
}
