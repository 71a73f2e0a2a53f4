import { Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { CORRECTION_REASONS, COUNTER_STORES, listReconciliations } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';

const CounterStore = enumOf(
  'CounterStore',
  COUNTER_STORES,
  'Where a counter stands: those of months in the graph, those of quotas in Redis, sums of usage in buckets of the graph.',
);
const CorrectionReason = enumOf(
  'CorrectionReason',
  CORRECTION_REASONS,
  'Why a counter was made good: a month or bucket that is not what it counts; a quota that was altered, or lost.',
);

@ObjectType({ description: 'A counter that was made good by its difference; its receipt says the same.' })
class CounterCorrection {
  @Field(() => ID)
  receiptId!: string;

  @Field(() => CounterStore)
  store!: string;

  @Field({
    description: 'Such as imports, tokens_per_day/day/tokens, or the grain and figure of a bucket: day tokens.',
  })
  counter!: string;

  @Field(() => String, { nullable: true, description: 'Workspace, user, API key or group. Null: the tenant itself.' })
  subject!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the month or bucket begins, or the window of the quota ends.',
  })
  window!: string | null;

  @Field(() => GraphQLSafeInt)
  before!: number;

  @Field(() => GraphQLSafeInt)
  after!: number;

  @Field(() => GraphQLSafeInt)
  difference!: number;

  @Field(() => CorrectionReason)
  reason!: string;
}

@ObjectType({
  description: 'A comparison of the counters of months and quotas, and of sums of usage, with what they count (R2).',
})
class Reconciliation {
  @Field(() => ID, { description: 'Its receipt has it as its resource.' })
  id!: string;

  @Field(() => GraphQLDateTime)
  startedAt!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was recorded.' })
  createdAt!: string;

  @Field(() => GraphQLSafeInt, { description: 'Months of workspaces that were compared.' })
  monthsChecked!: number;

  @Field(() => GraphQLSafeInt, { description: 'Counters of quotas that were compared.' })
  quotasChecked!: number;

  @Field(() => GraphQLSafeInt, { description: 'Sums of quarter hours, hours, days and months that were looked at.' })
  bucketsChecked!: number;

  @Field(() => GraphQLSafeInt, { description: 'How far the counters of months were off, added up.' })
  graphDrift!: number;

  @Field(() => GraphQLSafeInt, { description: 'How far the counters of quotas were off, added up.' })
  redisDrift!: number;

  @Field(() => GraphQLSafeInt, { description: 'How many figures of buckets were off.' })
  bucketDrift!: number;

  @Field(() => [CounterCorrection], { description: 'What was made good since the one before.' })
  corrections!: CounterCorrection[];
}

const ReconciliationConnection = connectionOf(Reconciliation, 'Reconciliation');

@Resolver()
export class Reconciliations {
  @Guarded('readRevOps')
  @Query(() => ReconciliationConnection, {
    description:
      'How far counters were off what they count, and what was made good; newest first, one a night at least.',
  })
  async reconciliations(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext<ApiRuntime>) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { before: after ? { createdAt, id } : null, limit };
    const rows = await listReconciliations(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): Reconciliation => row,
    );
  }
}
