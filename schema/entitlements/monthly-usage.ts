import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { getCurrentMonthUsage, getUsage, isNearLimit } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLBasisPoints, GraphQLDateTime } from '../contract/scalars.js';
import { PlanLimit } from './plan-limit-reached.js';

@ObjectType({ description: 'A limit of the plan, as it is used.' })
class PlanLimitUse {
  @Field(() => PlanLimit)
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Null: unlimited.' })
  limit!: number | null;

  @Field(() => Int)
  used!: number;

  @Field(() => Int, { nullable: true, description: 'Null: unlimited.' })
  remaining!: number | null;

  @Field(() => GraphQLBasisPoints, { nullable: true, description: 'Null for an unlimited or zero limit.' })
  percentage!: number | null;

  @Field({ description: 'Whether so much is used as the configuration calls near: 80 % unless it says otherwise.' })
  isNearLimit!: boolean;
}

@ObjectType({ description: "What is counted of a workspace in one calendar month of the tenant's zone." })
class MonthlyUsage {
  @Field(() => ID, { nullable: true })
  workspaceId!: string | null;

  @Field(() => GraphQLDateTime)
  start!: string;

  @Field(() => GraphQLDateTime, { description: 'The month is half open: it ends before this.' })
  end!: string;

  @Field(() => Int)
  imports!: number;

  @Field(() => Int)
  exports!: number;

  @Field(() => Int, { description: 'Users who got a first seat.' })
  activeUsers!: number;

  @Field(() => [PlanLimitUse], { description: 'Under the limits of the plan as they are at present.' })
  limits!: PlanLimitUse[];
}

const OF_WORKSPACE = {
  nullable: true,
  description: 'As events name it; left out: what was counted of no workspace, such as imports and exports here.',
};

@Resolver()
export class MonthlyUsageResolver {
  @Guarded('read')
  @Query(() => MonthlyUsage, { description: 'What was counted in the month that holds an instant; null: in this one.' })
  getUsage(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('workspaceId', () => ID, OF_WORKSPACE) workspaceId?: string | null,
    @Arg('month', () => GraphQLDateTime, { nullable: true }) month?: string | null,
  ) {
    return getUsage(context.runtime, callerOf(context).tenantId, { workspaceId, month });
  }

  @Guarded('read')
  @Query(() => MonthlyUsage, { description: 'What was counted in the month that it is.' })
  getCurrentMonthUsage(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('workspaceId', () => ID, OF_WORKSPACE) workspaceId?: string | null,
  ) {
    return getCurrentMonthUsage(context.runtime, callerOf(context).tenantId, workspaceId);
  }

  @Guarded('read')
  @Query(() => Boolean, { description: 'Whether this month is near, or over, a limit of the plan.' })
  isNearLimit(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('quotaKey', () => PlanLimit) quotaKey: PlanLimit,
    @Arg('workspaceId', () => ID, OF_WORKSPACE) workspaceId?: string | null,
  ) {
    return isNearLimit(context.runtime, callerOf(context).tenantId, { quotaKey, workspaceId });
  }
}
