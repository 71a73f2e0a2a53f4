import { Arg, Args, ArgsType, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type TopConsumersFound,
  tenantsExceedingQuota,
  topConsumers,
  USAGE_METRICS,
  type UsageOfAllTenants,
  usageOfAllTenants,
} from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { QuotaWindowEnum } from '../entitlements/quota-types.js';
import { answered } from './answered.js';
import { UsageMetrics } from './usage-metrics.js';

const UsageMetricName = enumOf('UsageMetricName', USAGE_METRICS, 'By what consumers are ordered.', {
  all: 'By tokens.',
  tokens: 'By tokens.',
  cost: 'By cost.',
  api_calls: 'By API calls.',
});

@ObjectType({ description: 'What one tenant used.' })
class TenantUse {
  @Field(() => ID)
  tenantId!: string;

  @Field()
  handle!: string;

  @Field()
  plan!: string;

  @Field(() => UsageMetrics)
  total!: UsageMetrics;
}

@ObjectType({ description: 'A quota of which nothing is left.' })
class ExceededQuota {
  @Field()
  quota!: string;

  @Field(() => GraphQLSafeInt, { nullable: true })
  limit!: number | null;

  @Field(() => GraphQLSafeInt)
  used!: number;
}

@ObjectType({ description: 'A tenant that has nothing left of a quota, at present.' })
class TenantExceeding {
  @Field(() => ID)
  tenantId!: string;

  @Field()
  handle!: string;

  @Field()
  plan!: string;

  @Field(() => [ExceededQuota])
  quotas!: ExceededQuota[];
}

@ObjectType({ description: 'All tenants at a glance (R4).' })
class MultiTenantStats {
  @Field(() => GraphQLDateTime)
  from!: string;

  @Field(() => GraphQLDateTime, { description: 'Exclusive.' })
  to!: string;

  @Field(() => Int)
  totalTenants!: number;

  @Field(() => GraphQLSafeInt)
  apiCalls!: number;

  @Field(() => GraphQLSafeInt)
  tokens!: number;

  @Field(() => GraphQLSafeInt, { description: 'Billionths of a dollar.' })
  costNanoUsd!: number;

  @Field(() => Float, { nullable: true, description: "Of each tenant's average, by its API calls." })
  avgLatencyMs!: number | null;

  @Field(() => [TenantUse], { description: 'The ten that used most.' })
  topConsumers!: TenantUse[];

  @Field(() => [TenantExceeding], { description: 'At most 100 of them.' })
  tenantsExceedingQuota!: TenantExceeding[];
}

@ArgsType()
class MultiTenantStatsArgs {
  @Field(() => GraphQLDateTime, { nullable: true, description: '30 days before `to` when left out.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive; now when left out.' })
  to?: string | null;

  @Field(() => UsageMetricName, { nullable: true })
  metric?: string | null;
}

@ArgsType()
class TopConsumersArgs extends MultiTenantStatsArgs {
  @Field(() => Int, { nullable: true, description: '1 to 100; 10 when left out.' })
  first?: number | null;
}

@Resolver()
export class AllTenantsQueries {
  @Guarded('accessTenant')
  @Query(() => MultiTenantStats, {
    description: 'What all tenants used, who used most and who exceeds, from roll-ups; the look leaves a receipt.',
  })
  async multiTenantStats(
    @Args(() => MultiTenantStatsArgs) { from, to, metric }: MultiTenantStatsArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<MultiTenantStats> {
    const asked = { startDate: from, endDate: to, metric };
    const all = answered<UsageOfAllTenants>(await usageOfAllTenants(context.runtime, callerOf(context), asked));
    const { exceedingQuota, ...stats } = all;
    return { ...stats, tenantsExceedingQuota: exceedingQuota };
  }

  @Guarded('accessTenant')
  @Query(() => [TenantUse], {
    description: 'Who used most, most first, from roll-ups; the look leaves a receipt (R4).',
  })
  async topConsumers(
    @Args(() => TopConsumersArgs) { from, to, metric, first }: TopConsumersArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<TenantUse[]> {
    const asked = { startDate: from, endDate: to, metric, first };
    return answered<TopConsumersFound>(await topConsumers(context.runtime, callerOf(context), asked)).consumers;
  }

  @Guarded('accessTenant')
  @Query(() => [TenantExceeding], {
    description: 'Who has nothing left of a quota at present, at most 100; the look leaves a receipt (R4).',
  })
  tenantsExceedingQuota(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('window', () => QuotaWindowEnum, { nullable: true, description: 'Of quotas by this window alone.' })
    window?: string | null,
  ): Promise<TenantExceeding[]> {
    return tenantsExceedingQuota(context.runtime, callerOf(context), window ?? null);
  }
}
