import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type EventFilter, type EventLog, eventLog, listEvents, type ShownEvent } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';
import { answered, ELSEWHERE } from './answered.js';
import { EventCategory, SeatTypeAtEvent } from './enums.js';

@ObjectType({ description: 'Something that happened: told from outside, or a receipt of the product itself.' })
class Event {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'A name of the catalogue, or of a type of your own.' })
  type!: string;

  @Field(() => Int, { nullable: true, description: 'Version of your own type by which it was taken.' })
  typeVersion!: number | null;

  @Field(() => EventCategory)
  category!: string;

  @Field({ description: "Who told of it; revgraph of the product's own." })
  source!: string;

  @Field()
  externalId!: string;

  @Field(() => GraphQLDateTime)
  occurredAt!: string;

  @Field(() => GraphQLDateTime)
  ingestedAt!: string;

  @Field(() => String, { nullable: true, description: "As the sender names them; of the product's own, who acted." })
  userId!: string | null;

  @Field(() => String, { nullable: true })
  workspaceId!: string | null;

  @Field(() => String, { nullable: true })
  sessionId!: string | null;

  @Field(() => SeatTypeAtEvent, { nullable: true, description: "The user's seat at the time." })
  seatType!: string | null;

  @Field(() => String, { nullable: true })
  entitlement!: string | null;

  @Field(() => String, { nullable: true, description: 'A decimal as text.' })
  amount!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217, or the code of a crypto asset.' })
  currency!: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Null: you may not see it, or it was erased.' })
  metadata!: unknown;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was taken back; it counts no more.' })
  voidedAt!: string | null;

  @Field(() => ID, { nullable: true, description: "The receipt that is this event, of the product's own." })
  receiptId!: string | null;
}

const EventConnection = connectionOf(Event, 'Event');

@ArgsType()
class EventsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'decision_seat_blocked.' })
  type?: string | null;

  @Field(() => EventCategory, { nullable: true })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Not together with type, category or userId.' })
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Alone, or together with type or category.' })
  userId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;
}

@ArgsType()
class TenantEventsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: ELSEWHERE })
  tenantId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of one type: api_call. All metered events when left out.' })
  eventType?: string | null;

  @Field(() => String, { nullable: true })
  userId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;
}

@Resolver()
export class Events {
  @Guarded('read')
  @Query(() => EventConnection, {
    description:
      "Events from outside and the product's own, newest first: by type or category and user, or by source, within a period.",
  })
  async events(
    @Args(() => EventsArgs) { first, after, ...filter }: EventsArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    const most = rowsToRead(first);
    const [occurredAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { after: after ? { occurredAt, id } : null, most };
    const rows = await listEvents(context.runtime, callerOf(context), filter as EventFilter, page);
    return pageOf(rows, most, (row) => [row.occurredAt, row.id], shown);
  }

  @Guarded('readRevOps')
  @Query(() => EventConnection, { description: 'The raw events that usage is summed up from, newest first (R4).' })
  async tenantEvents(
    @Args(() => TenantEventsArgs) { first, after, eventType, ...filter }: TenantEventsArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    const most = rowsToRead(first);
    const [occurredAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const type = eventType ? { eventName: eventType } : { category: 'usage' };
    const asked = { ...filter, ...type, after: after ? { occurredAt, id } : null, most };
    const { events } = answered<EventLog>(await eventLog(context.runtime, callerOf(context), asked));
    return pageOf(events, most, (row) => [row.occurredAt, row.id], shown);
  }
}

const shown = ({ asset, ...event }: ShownEvent): Event => ({ ...event, currency: asset });
