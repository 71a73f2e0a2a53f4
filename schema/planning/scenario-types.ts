import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../contract/connection.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLBasisPoints, GraphQLDateTime } from '../contract/scalars.js';

enum ScenarioStatus {
  DRAFT = 'DRAFT',
  APPROVED = 'APPROVED',
  LOCKED = 'LOCKED',
}
registerEnumType(ScenarioStatus, { name: 'ScenarioStatus', description: 'A draft is approved, then locked.' });

enum PlanningMode {
  DEALS = 'DEALS',
  TOKENS = 'TOKENS',
}
registerEnumType(PlanningMode, {
  name: 'PlanningMode',
  description: 'Whether forecasts are held against tokens of capacity.',
});

enum CapacityOf {
  SUPPLY = 'SUPPLY',
  DEMAND = 'DEMAND',
}
registerEnumType(CapacityOf, { name: 'CapacityOf', description: 'Tokens that are there, or that are needed.' });

@InputType()
export class CreateScenarioInput extends KeyedInput {
  @Field(() => String)
  name!: string;

  @Field(() => PlanningMode, { nullable: true, description: 'DEALS when left out.' })
  planningMode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Tokens that a deal takes; 0 when left out.' })
  tokensPerDeal?: number | null;

  @Field(() => [StageRate], { nullable: true })
  rates?: StageRate[] | null;
}

@InputType()
export class ChangeScenarioInput extends KeyedInput {
  @Field(() => ID)
  scenarioId!: string;

  @Field(() => PlanningMode, { nullable: true })
  planningMode?: string | null;

  @Field(() => Int, { nullable: true })
  tokensPerDeal?: number | null;

  @Field(() => [StageRate], { nullable: true, description: 'In place of those that it states.' })
  rates?: StageRate[] | null;
}

@InputType()
export class SetScenarioStatusInput extends KeyedInput {
  @Field(() => ID)
  scenarioId!: string;

  @Field(() => ScenarioStatus, { description: 'APPROVED or LOCKED.' })
  status!: string;
}

@InputType()
export class CapacityLineInput {
  @Field(() => ID, { nullable: true, description: 'Any team, when left out.' })
  teamId?: string | null;

  @Field(() => String)
  role!: string;

  @Field(() => String, { description: 'Such as 2027-01.' })
  month!: string;

  @Field(() => Int)
  tokens!: number;
}

@InputType()
export class UpsertCapacityInput extends KeyedInput {
  @Field(() => ID)
  scenarioId!: string;

  @Field(() => CapacityOf)
  of!: string;

  @Field(() => [CapacityLineInput], {
    description: '1 to 500; each in place of what was said of its team, role and month.',
  })
  lines!: CapacityLineInput[];
}

@ObjectType({ description: 'What a scenario expects of open deals in a stage.' })
@InputType('StageRateInput')
class StageRate {
  @Field(() => String)
  stage!: string;

  @Field(() => GraphQLBasisPoints, { description: 'Share of them that is won.' })
  winRateBp!: number;

  @Field(() => Int, { description: 'Days from engaging to closing, 3,650 at most.' })
  cycleDays!: number;
}

@ObjectType({ description: 'Tokens of one team, role and month.' })
class CapacityLine {
  @Field(() => ID, { nullable: true, description: 'Null: any team.' })
  teamId!: string | null;

  @Field(() => String)
  role!: string;

  @Field(() => String, { description: 'Such as 2027-01.' })
  month!: string;

  @Field(() => Int)
  supply!: number;

  @Field(() => Int)
  demand!: number;
}

@ObjectType({ description: 'A plan as lists show it: without its capacity.' })
class ScenarioSummary {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => ID)
  createdBy!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ScenarioStatus)
  status!: string;

  @Field(() => PlanningMode)
  planningMode!: string;

  @Field(() => Int, { description: 'Tokens that a deal takes; counted in the mode TOKENS.' })
  tokensPerDeal!: number;

  @Field(() => [StageRate])
  rates!: StageRate[];

  @Field(() => ID, { nullable: true })
  approvedBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  approvedAt!: string | null;

  @Field(() => ID, { nullable: true })
  lockedBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  lockedAt!: string | null;
}

@ObjectType({ description: 'A plan; it changes while it is a draft.' })
export class Scenario extends ScenarioSummary {
  @Field(() => [CapacityLine], { description: 'In the order of months.' })
  capacity!: CapacityLine[];
}

export const ScenarioConnection = connectionOf(ScenarioSummary, 'Scenario');

@ObjectType()
class ScenarioCreated {
  @Field(() => ID)
  scenarioId!: string;
}

@ObjectType({
  description: 'The scenario is approved or locked: make another one; or a draft, which is not locked yet.',
})
class ScenarioSettled {
  @Field(() => String)
  message!: string;

  @Field(() => ScenarioStatus)
  status!: string;
}

@ObjectType()
class ScenarioStatusSet {
  @Field(() => ScenarioStatus)
  status!: string;
}

@ObjectType()
class CapacityModeled {
  @Field(() => Int, { description: 'Of the scenario.' })
  version!: number;
}

export const CreateScenarioResult = createUnionType({
  name: 'CreateScenarioResult',
  types: () => [ScenarioCreated, ...SHARED_OUTCOMES] as const,
});
export const SetScenarioStatusResult = createUnionType({
  name: 'SetScenarioStatusResult',
  types: () => [ScenarioStatusSet, ScenarioSettled, ...SHARED_OUTCOMES] as const,
});
export const ModelCapacityResult = createUnionType({
  name: 'ModelCapacityResult',
  types: () => [CapacityModeled, ScenarioSettled, ...SHARED_OUTCOMES] as const,
});
