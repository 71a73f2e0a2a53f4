import { Args, ArgsType, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type ErrorTrends as ErrorTrendsTold,
  errorTrends,
  type HighLatencyPeriods as HighLatencyTold,
  highLatencyPeriods,
  LATENCY_PLACES,
} from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { answered, ELSEWHERE } from './answered.js';
import { UsageGrain } from './tenant-usage.js';

const POINTS = 'In hundredths of a percent; more than 0 is worse.';

const LatencyPlace = enumOf('LatencyPlace', LATENCY_PLACES, 'By which latency of API calls periods are judged.');

@ArgsType()
class StretchArgs {
  @Field(() => UsageGrain)
  grain!: string;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Periods that begin from here on; 30 days before `to`, or 365 by months, when left out.',
  })
  from?: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Exclusive; now when left out; at most 33 days later by hours, 400 by days, 3,660 by months.',
  })
  to?: string | null;

  @Field(() => ID, { nullable: true, description: 'One workspace; left out, the tenant as a whole.' })
  workspaceId?: string | null;

  @Field(() => ID, { nullable: true, description: ELSEWHERE })
  tenantId?: string | null;
}

@ArgsType()
class HighLatencyArgs extends StretchArgs {
  @Field(() => LatencyPlace, { nullable: true, description: 'p99 when left out.' })
  by?: string | null;

  @Field(() => Int, { nullable: true, description: 'Twice what the whole stretch comes to when left out.' })
  aboveMs?: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 100; 50 when left out.' })
  first?: number | null;
}

@ObjectType({ description: 'Errors of a period: events with a status from 400 on, but for 429.' })
class UsageErrors {
  @Field(() => GraphQLDateTime)
  periodStart!: string;

  @Field(() => GraphQLDateTime, { description: 'Exclusive.' })
  periodEnd!: string;

  @Field(() => GraphQLSafeInt)
  events!: number;

  @Field(() => GraphQLSafeInt)
  errorCount!: number;

  @Field(() => Int, { nullable: true, description: 'Errors of ten thousand events.' })
  errorRateBp!: number | null;

  @Field(() => GraphQLSafeInt)
  apiCallsFailed!: number;

  @Field(() => GraphQLSafeInt)
  apiCallsRateLimited!: number;
}

@ObjectType()
class PeriodUsageErrors extends UsageErrors {
  @Field(() => Int, { nullable: true, description: `The rate against that of the period before. ${POINTS}` })
  changeBp!: number | null;
}

@ObjectType({ description: 'How errors went, period by period and against as long a stretch before (R4).' })
class ErrorTrends {
  @Field(() => [PeriodUsageErrors], { description: 'Those that have events, in their order.' })
  periods!: PeriodUsageErrors[];

  @Field(() => UsageErrors)
  total!: UsageErrors;

  @Field(() => UsageErrors, { description: 'As long a stretch before.' })
  before!: UsageErrors;

  @Field(() => Int, { nullable: true, description: `The whole rate against that of the stretch before. ${POINTS}` })
  changeBp!: number | null;
}

@ObjectType()
class SlowPeriod {
  @Field(() => GraphQLDateTime)
  periodStart!: string;

  @Field(() => GraphQLDateTime, { description: 'Exclusive.' })
  periodEnd!: string;

  @Field(() => GraphQLSafeInt)
  apiCallsTotal!: number;

  @Field(() => Float)
  latencyMs!: number;
}

@ObjectType({ description: 'Periods whose API calls were slow (R4).' })
class HighLatencyPeriods {
  @Field(() => Float, { nullable: true, description: 'Slow is above this; null where nothing was measured.' })
  thresholdMs!: number | null;

  @Field(() => Float, { nullable: true, description: 'What the whole stretch comes to.' })
  usualMs!: number | null;

  @Field(() => [SlowPeriod], { description: 'Slowest first.' })
  periods!: SlowPeriod[];
}

@Resolver()
export class UsageTrends {
  @Guarded('readRevOps')
  @Query(() => ErrorTrends, { description: 'How errors went, from roll-ups.' })
  async errorTrends(
    @Args(() => StretchArgs) asked: StretchArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<ErrorTrendsTold> {
    return answered(await errorTrends(context.runtime, callerOf(context), { ...asked }));
  }

  @Guarded('readRevOps')
  @Query(() => HighLatencyPeriods, { description: 'Periods of high latency, from roll-ups.' })
  async highLatencyPeriods(
    @Args(() => HighLatencyArgs) asked: HighLatencyArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<HighLatencyTold> {
    return answered(await highLatencyPeriods(context.runtime, callerOf(context), { ...asked }));
  }
}
