import { Field, Float, Int, ObjectType } from 'type-graphql';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { MeterAggregation } from './enums.js';

const LATENCY = 'Of API calls; within 1 %.';

@ObjectType({ description: 'What the events of one group come to.' })
class MeterGroup {
  @Field(() => [String], {
    nullable: 'items',
    description: 'Values of the paths of groupBy; null where an event had none.',
  })
  by!: (string | null)[];

  @Field(() => GraphQLSafeInt)
  events!: number;

  @Field({ description: 'A decimal.' })
  value!: string;
}

@ObjectType({ description: 'All events whose groups are not told apart, since there were too many.' })
class MeterRest {
  @Field(() => GraphQLSafeInt)
  events!: number;

  @Field({ description: 'A decimal.' })
  value!: string;
}

@ObjectType({
  description: 'What a period comes to by one version of a meter: of events that happened while it was in force.',
})
class MeterFigures {
  @Field()
  name!: string;

  @Field(() => Int, { nullable: true, description: "Null: the product's own." })
  version!: number | null;

  @Field(() => MeterAggregation)
  aggregation!: string;

  @Field(() => GraphQLSafeInt, { description: 'Events that had what is measured.' })
  events!: number;

  @Field({
    description:
      'A decimal, exact; of UNIQUE an estimate where there are more than 2,048 different values, or fewer in a group.',
  })
  value!: string;

  @Field(() => [MeterGroup], { description: 'The greatest first.' })
  groups!: MeterGroup[];

  @Field(() => MeterRest, {
    nullable: true,
    description: 'Beyond the groups that the meter tells apart: the first by name.',
  })
  other!: MeterRest | null;
}

@ObjectType({ description: 'What was used in a period (R4). Null where nothing was measured.' })
export class UsageMetrics {
  @Field(() => GraphQLDateTime)
  periodStart!: string;

  @Field(() => GraphQLDateTime, { description: 'Exclusive.' })
  periodEnd!: string;

  @Field(() => GraphQLSafeInt, { description: 'Metered events of all types.' })
  events!: number;

  @Field(() => GraphQLSafeInt)
  apiCallsTotal!: number;

  @Field(() => GraphQLSafeInt)
  apiCallsSuccessful!: number;

  @Field(() => GraphQLSafeInt)
  apiCallsFailed!: number;

  @Field(() => GraphQLSafeInt)
  apiCallsRateLimited!: number;

  @Field(() => Float, { nullable: true })
  apiLatencyAvgMs!: number | null;

  @Field(() => Float, { nullable: true, description: LATENCY })
  apiLatencyP50Ms!: number | null;

  @Field(() => Float, { nullable: true, description: LATENCY })
  apiLatencyP95Ms!: number | null;

  @Field(() => Float, { nullable: true, description: LATENCY })
  apiLatencyP99Ms!: number | null;

  @Field(() => Float, { nullable: true, description: LATENCY })
  apiLatencyP999Ms!: number | null;

  @Field(() => GraphQLSafeInt)
  chatMessagesSent!: number;

  @Field(() => GraphQLSafeInt)
  chatMessagesReceived!: number;

  @Field(() => GraphQLSafeInt)
  chatSessionsCreated!: number;

  @Field(() => Float, { nullable: true })
  chatAvgResponseTimeMs!: number | null;

  @Field(() => GraphQLSafeInt)
  embeddingsGenerated!: number;

  @Field(() => GraphQLSafeInt)
  embeddingsTokensUsed!: number;

  @Field(() => GraphQLSafeInt)
  semanticSearchesPerformed!: number;

  @Field(() => GraphQLSafeInt)
  kbIngests!: number;

  @Field(() => GraphQLSafeInt)
  totalTokensUsed!: number;

  @Field(() => GraphQLSafeInt, { description: 'Billionths of a dollar.' })
  costNanoUsd!: number;

  @Field(() => GraphQLSafeInt, { description: 'Events with a status from 400 on, but for 429.' })
  errorCount!: number;

  @Field(() => Int, { nullable: true, description: 'Errors of ten thousand events.' })
  errorRateBp!: number | null;

  @Field(() => GraphQLSafeInt, {
    description: 'Checks that a quota denied; of a workspace, those that a quota of the workspace itself denied.',
  })
  quotaExceededCount!: number;

  @Field(() => GraphQLSafeInt, { description: 'The most events of one second.' })
  peakPerSecond!: number;

  @Field(() => [MeterFigures], { description: 'Of the meters that were asked for.' })
  meters!: MeterFigures[];
}
