import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { voidEvents } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@InputType({ description: 'What an event is known by.' })
class EventIdentityInput {
  @Field()
  source!: string;

  @Field()
  externalId!: string;
}

@InputType({ description: 'Events by their ids, or all of a source and period.' })
class VoidEventsInput extends KeyedInput {
  @Field(() => [EventIdentityInput], { nullable: true, description: '1 to 1,000.' })
  events?: EventIdentityInput[] | null;

  @Field(() => String, { nullable: true })
  source?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive, by when they happened.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Says what would happen, and writes nothing.' })
  dryRun?: boolean | null;
}

@ObjectType({ description: 'The counters of a workspace and month.' })
class MonthFigures {
  @Field(() => String, { nullable: true, description: 'Null: of no workspace.' })
  workspaceId!: string | null;

  @Field(() => GraphQLDateTime, { description: "Beginning of the month in the tenant's zone." })
  start!: string;

  @Field(() => Int)
  imports!: number;

  @Field(() => Int)
  exports!: number;

  @Field(() => Int)
  activeUsers!: number;
}

@ObjectType({ description: "A month's counters before and after." })
class MonthCorrected {
  @Field(() => MonthFigures)
  before!: MonthFigures;

  @Field(() => MonthFigures)
  after!: MonthFigures;
}

@ObjectType({ description: 'What was voided, or would be.' })
class EventsVoided {
  @Field(() => Int)
  voided!: number;

  @Field(() => Int)
  alreadyVoid!: number;

  @Field(() => Int, { description: 'Those whose time was up: their data is gone, and what they came to stays.' })
  removed!: number;

  @Field(() => Int)
  notFound!: number;

  @Field({ description: 'The period holds more than one call takes; call again.' })
  more!: boolean;

  @Field(() => [MonthCorrected])
  months!: MonthCorrected[];
}

const VoidEventsResult = createUnionType({
  name: 'VoidEventsResult',
  types: () => [EventsVoided, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class VoidEvents {
  @Guarded('voidEvents')
  @Mutation(() => VoidEventsResult, {
    description: 'Takes events back that should not have been told: what they counted too. Sent again, they stay void.',
  })
  voidEvents(@Arg('input') input: VoidEventsInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return voidEvents(context.runtime, callerOf(context), input);
  }
}
