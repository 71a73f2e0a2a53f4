import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { monthlyUsage } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

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

  @Field(() => Int, { description: 'Users who got a seat.' })
  activeUsers!: number;
}

@Resolver()
export class MonthlyUsageResolver {
  @Guarded('read')
  @Query(() => MonthlyUsage, {
    description: 'Counters of the month that holds an instant; of the present month without one.',
  })
  monthlyUsage(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('workspaceId', () => ID, { nullable: true }) workspaceId?: string | null,
    @Arg('at', () => GraphQLDateTime, { nullable: true }) at?: string | null,
  ) {
    return monthlyUsage(context.runtime, callerOf(context).tenantId, { workspaceId, at });
  }
}
