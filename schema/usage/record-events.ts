import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { recordEvents } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';
import { EventOutcome, SeatTypeAtEvent } from './enums.js';

@InputType({ description: 'Something that happened, known by its source and external id.' })
class EventInput {
  @Field(() => String)
  externalId!: string;

  @Field(() => String, { description: 'Who tells: a system, a service, a page.' })
  source!: string;

  @Field(() => String, { description: 'A name of the event catalogue, such as upgrade_click, or a type of your own.' })
  type!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it happened; now, when left out.' })
  occurredAt?: string | null;

  @Field(() => String, { nullable: true })
  userId?: string | null;

  @Field(() => String, { nullable: true })
  workspaceId?: string | null;

  @Field(() => String, { nullable: true, description: 'Needed where a type is counted once a session.' })
  sessionId?: string | null;

  @Field(() => SeatTypeAtEvent, { nullable: true })
  seatType?: string | null;

  @Field(() => String, { nullable: true })
  entitlement?: string | null;

  @Field(() => String, { nullable: true, description: 'A decimal as text.' })
  amount?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217, or the code of a crypto asset.' })
  currency?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'As the catalogue says for the type; 16 KB at most.' })
  metadata?: unknown;
}

@InputType()
class RecordEventsInput extends KeyedInput {
  @Field(() => [EventInput], { description: '1 to 1,000.' })
  events!: EventInput[];
}

@ObjectType({ description: 'What became of one event of a batch.' })
class EventResult {
  @Field(() => String, { nullable: true })
  externalId!: string | null;

  @Field(() => String, { nullable: true })
  source!: string | null;

  @Field(() => EventOutcome)
  result!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was not accepted, in one sentence that names the field.',
  })
  reason!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of your own type by which it was read.' })
  typeVersion!: number | null;
}

@ObjectType({ description: 'A result for each event, in order. What is accepted is in the graph.' })
class EventsRecorded {
  @Field(() => [EventResult])
  results!: EventResult[];
}

const RecordEventsResult = createUnionType({
  name: 'RecordEventsResult',
  types: () => [EventsRecorded, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RecordEvents {
  @Guarded('recordEvents')
  @Mutation(() => RecordEventsResult, { description: 'Takes in a batch of events; each is kept once.' })
  recordEvents(
    @Arg('input', () => RecordEventsInput) input: RecordEventsInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return recordEvents(context.runtime, callerOf(context), input);
  }
}
