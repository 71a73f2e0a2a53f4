import { Args, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { degradedDecisions, quotaDrift } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@ObjectType({ description: 'How much of a meter was let through.' })
class MeterAmount {
  @Field()
  meter!: string;

  @Field(() => Float, { description: 'A whole number.' })
  amount!: number;
}

@ObjectType({
  description: 'What was let through while Redis was away and its counters do not hold yet. Nothing of it: they agree.',
})
class QuotaDrift {
  @Field(() => Int, { description: 'Checks that were let through.' })
  decisions!: number;

  @Field(() => [MeterAmount])
  amounts!: MeterAmount[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the oldest of them was. Null: there is none.' })
  since!: string | null;
}

@ObjectType({ description: 'What one process decided by itself in some stretch of time while Redis was away.' })
class DegradedDecisions {
  @Field(() => ID, { description: 'Its receipts have it as their resource.' })
  id!: string;

  @Field(() => ID, { description: 'The process.' })
  decidedBy!: string;

  @Field(() => GraphQLDateTime)
  from!: string;

  @Field(() => GraphQLDateTime, { description: 'Inclusive.' })
  to!: string;

  @Field(() => Int, { description: 'Checks that were let through.' })
  allowed!: number;

  @Field(() => Int, { description: 'Checks that were denied.' })
  denied!: number;

  @Field(() => [MeterAmount], { description: 'What was let through, or used of what had been reserved.' })
  amounts!: MeterAmount[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when Redis counts it; null: not yet.' })
  settledAt!: string | null;
}

const DegradedDecisionsConnection = connectionOf(DegradedDecisions, 'DegradedDecisions');

@Resolver()
export class QuotaJournalResolver {
  @Guarded('read')
  @Query(() => QuotaDrift, { description: 'Whether the counters of quotas hold all that was let through.' })
  quotaDrift(@Ctx() context: ApiContext<ApiRuntime>) {
    return quotaDrift(context.runtime, callerOf(context).tenantId);
  }

  @Guarded('read')
  @Query(() => DegradedDecisionsConnection, {
    description: 'What was decided of quotas while Redis was away, newest first; a second after the decisions.',
  })
  async degradedDecisions(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext<ApiRuntime>) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { before: after ? { createdAt, id } : null, limit };
    const rows = await degradedDecisions(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): DegradedDecisions => row,
    );
  }
}
