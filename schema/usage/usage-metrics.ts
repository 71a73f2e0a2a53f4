import { Field, Float, Int, ObjectType } from 'type-graphql';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';

const LATENCY = 'Of API calls; within 1 %.';

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

  @Field(() => GraphQLSafeInt, { description: 'The most events of one second.' })
  peakPerSecond!: number;
}
