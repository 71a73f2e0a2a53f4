import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../contract/connection.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { Money } from '../contract/money.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';

enum ForecastMode {
  EMPIRICAL = 'EMPIRICAL',
  SCOPE_BASED = 'SCOPE_BASED',
}
registerEnumType(ForecastMode, {
  name: 'ForecastMode',
  description: "By how this tenant's deals went, or by the rates that a scenario states.",
});

@InputType()
export class RunForecastInput extends KeyedInput {
  @Field(() => ForecastMode)
  mode!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Needed by SCOPE_BASED; its capacity is what both are held against.',
  })
  scenarioId?: string | null;
}

@ObjectType({ description: 'What is expected to be won in a month, of one segment.' })
class ForecastLine {
  @Field(() => String)
  month!: string;

  @Field(() => String)
  segment!: string;

  @Field(() => Int, { description: 'Thousandths of a deal.' })
  dealsMilli!: number;

  @Field(() => Money)
  amount!: Money;
}

@ObjectType({ description: 'Expected after the last month.' })
class ForecastBeyond {
  @Field(() => Int, { description: 'Thousandths of a deal.' })
  dealsMilli!: number;

  @Field(() => Money)
  amount!: Money;
}

@ObjectType({ description: "A month's tokens: those that are there, those that are needed, and what remains." })
class CapacityBalance {
  @Field(() => String)
  month!: string;

  @Field(() => GraphQLSafeInt)
  supply!: number;

  @Field(() => GraphQLSafeInt)
  demand!: number;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Of the expected deals; null when not planned in tokens.',
  })
  forecastDemand!: number | null;

  @Field(() => GraphQLSafeInt, { description: 'Below 0: too little.' })
  balance!: number;
}

@ObjectType({ description: 'How many deals of a segment stand behind a forecast.' })
class SegmentSample {
  @Field(() => String)
  segment!: string;

  @Field(() => Int)
  won!: number;

  @Field(() => Int)
  lost!: number;

  @Field(() => Int)
  open!: number;

  @Field(() => Int, { nullable: true, description: 'Half of the won ones took at most so many days.' })
  medianCycleDays!: number | null;
}

@ObjectType({ description: 'Open deals that nothing is said of, by reason.' })
class LeftOut {
  @Field(() => Int)
  withoutEngageDate!: number;

  @Field(() => Int, { description: 'Fewer than 20 closed deals were ever as old.' })
  olderThanHistory!: number;

  @Field(() => Int, { description: 'The scenario states no rate for their stage.' })
  withoutRate!: number;

  @Field(() => Int)
  otherCurrency!: number;
}

@ObjectType({ description: 'What a forecast was made of, and what it leaves out.' })
class ForecastSamples {
  @Field(() => Int)
  won!: number;

  @Field(() => Int)
  lost!: number;

  @Field(() => Int)
  open!: number;

  @Field(() => [SegmentSample])
  segments!: SegmentSample[];

  @Field(() => Int, { description: 'Open deals forecast by the whole history: their segment closed too few.' })
  byWholeHistory!: number;

  @Field(() => LeftOut)
  leftOut!: LeftOut;

  @Field(() => Int, { description: 'Open deals counted without an amount.' })
  withoutAmount!: number;
}

@ObjectType({ description: 'A forecast of the twelve months from the day on which it was made.' })
export class ForecastRun {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => ID)
  ranBy!: string;

  @Field(() => ForecastMode)
  mode!: string;

  @Field(() => ID, { nullable: true })
  scenarioId!: string | null;

  @Field(() => String, { description: "A day of the tenant's zone." })
  asOf!: string;

  @Field(() => [ForecastLine])
  lines!: ForecastLine[];

  @Field(() => ForecastBeyond)
  beyond!: ForecastBeyond;

  @Field(() => [CapacityBalance])
  capacity!: CapacityBalance[];

  @Field(() => ForecastSamples)
  samples!: ForecastSamples;
}

export const ForecastRunConnection = connectionOf(ForecastRun, 'ForecastRun');

@ObjectType()
class ForecastMade {
  @Field(() => ID)
  runId!: string;
}

export const RunForecastResult = createUnionType({
  name: 'RunForecastResult',
  types: () => [ForecastMade, ...SHARED_OUTCOMES] as const,
});
