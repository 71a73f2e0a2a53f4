import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { CodedError } from '../../src/kernel/errors.js';
import { tenantUsage, todayUsage, type UsageAsked } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { UsageMetrics } from './usage-metrics.js';

export const UsageGrain = enumOf('UsageGrain', ['hour', 'day', 'month'], 'Periods by which usage is summed up.', {
  hour: 'An hour of UTC.',
  day: "A day of the tenant's zone.",
  month: "A month of the tenant's zone.",
});

@ObjectType({ description: 'What was used in one period.' })
class UsagePeriod extends UsageMetrics {
  @Field(() => UsageGrain)
  grain!: string;

  @Field(() => ID, { nullable: true, description: 'Null: the tenant as a whole.' })
  workspaceId!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'From when on the figures of a month stay as they are.',
  })
  closedAt!: string | null;

  @Field(() => UsageMetrics, {
    nullable: true,
    description: 'What a closed month comes to with what came, or was voided, since; null: nothing did.',
  })
  adjusted!: UsageMetrics | null;
}

@ObjectType({
  description: 'Periods that have something, in their order, and all that was used from the first instant to the last.',
})
class TenantUsage {
  @Field(() => [UsagePeriod])
  periods!: UsagePeriod[];

  @Field(() => UsageMetrics, { description: 'Of the quarter hours from `from` to before `to`.' })
  total!: UsageMetrics;
}

@ArgsType()
class TenantUsageArgs {
  @Field(() => UsageGrain)
  grain!: UsageAsked['grain'];

  @Field(() => GraphQLDateTime, { description: 'Periods that begin from here on.' })
  from!: string;

  @Field(() => GraphQLDateTime, { description: 'Exclusive.' })
  to!: string;

  @Field(() => ID, { nullable: true, description: 'One workspace; left out, the tenant as a whole.' })
  workspaceId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Names of meters whose figures are told as well; 20 at most.' })
  meters?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Groups of each meter that are shown, 1,000 at most; 10 when left out.',
  })
  groups?: number | null;
}

const MOST_METERS = 20;
const GROUPS = 10;
const MOST_GROUPS = 1_000;

function metersAsked(names: string[], mostGroups: number) {
  if (names.length > MOST_METERS) throw new CodedError('BAD_USER_INPUT', `meters: names ${MOST_METERS} at most.`);
  if (mostGroups >= 0 && mostGroups <= MOST_GROUPS) return { names, mostGroups };
  throw new CodedError('BAD_USER_INPUT', `groups: is from 0 to ${MOST_GROUPS}.`);
}

@Resolver()
export class TenantUsageQueries {
  @Guarded('read')
  @Query(() => TenantUsage, {
    description: 'What was used, by hour, day or month, from roll-ups alone: a minute behind, while they keep up.',
  })
  tenantUsage(
    @Args(() => TenantUsageArgs) { meters, groups, ...asked }: TenantUsageArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    const wanted = metersAsked(meters ?? [], groups ?? GROUPS);
    return tenantUsage(context.runtime, callerOf(context).tenantId, { ...asked, meters: wanted });
  }
  @Guarded('read')
  @Query(() => UsagePeriod, { nullable: true, description: "Of today, in the tenant's zone; null: nothing yet." })
  todayUsage(@Ctx() context: ApiContext<ApiRuntime>) {
    return todayUsage(context.runtime, callerOf(context).tenantId);
  }
}
