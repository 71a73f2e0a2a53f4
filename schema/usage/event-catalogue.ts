import { Arg, Args, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { findEventType, listEventTypes, listMeters } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';
import { DedupRuleName, EventCategory, EventRetention, EventSender, MeterAggregation } from './enums.js';

@ObjectType({ description: 'Which of several like events is kept.' })
class DedupRule {
  @Field(() => DedupRuleName)
  rule!: string;

  @Field(() => String, { nullable: true })
  key?: string | null;

  @Field(() => Int, { nullable: true })
  minutes?: number | null;

  @Field(() => Int, { nullable: true })
  most?: number | null;
}

@ObjectType({ description: "A type of event: of the product's catalogue, or of the tenant's own." })
class EventType {
  @Field()
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: "Counts the versions of a tenant's own type; null of the product's.",
  })
  version!: number | null;

  @Field(() => EventCategory)
  category!: string;

  @Field(() => GraphQLJSON, { description: 'JSON Schema of the metadata.' })
  schema!: unknown;

  @Field(() => DedupRule)
  dedup!: DedupRule;

  @Field(() => String, { nullable: true, description: 'Counter of its month that it raises by one.' })
  counts!: string | null;

  @Field(() => EventRetention)
  retention!: string;

  @Field(() => [EventSender])
  senders!: readonly string[];

  @Field({ description: 'Whether it earns a trial its bonus.' })
  trialBonus!: boolean;

  @Field({ description: 'ACTIVE; of an own type also REPLACED by its next version, or RETIRED.' })
  state!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Null of the product's." })
  createdAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  endedAt!: string | null;
}

@ObjectType({ description: 'What is measured of events: what quotas count, and roll-ups sum up.' })
class Meter {
  @Field()
  name!: string;

  @Field(() => Int, { nullable: true, description: "Counts the versions of a declared meter; null of the product's." })
  version!: number | null;

  @Field(() => [String])
  eventTypes!: readonly string[];

  @Field(() => MeterAggregation)
  aggregation!: string;

  @Field(() => String, { nullable: true, description: 'Path of what is measured; null of COUNT.' })
  valuePath!: string | null;

  @Field(() => [String], { description: 'Paths by whose values it is told apart.' })
  groupBy!: readonly string[];

  @Field(() => Int, { description: 'Groups that are told apart; the rest is one.' })
  mostGroups!: number;
}

const EventTypeConnection = connectionOf(EventType, 'EventType');
const MeterConnection = connectionOf(Meter, 'Meter');

@Resolver()
export class EventCatalogue {
  @Guarded('read')
  @Query(() => EventTypeConnection, {
    description: "The types of events that are taken: the product's and the tenant's own, by name.",
  })
  async eventTypes(@Args(() => PageArgs) page: PageArgs, @Ctx() context: ApiContext<ApiRuntime>) {
    return pageByName<EventType>(await listEventTypes(context.runtime, callerOf(context).tenantId), page);
  }

  @Guarded('read')
  @Query(() => EventType, {
    nullable: true,
    description: "One type by its name; of the tenant's own the wanted version, or the last, retired or not.",
  })
  eventType(
    @Arg('name') name: string,
    @Arg('version', () => Int, { nullable: true }) version: number | null,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<EventType | null> {
    return findEventType(context.runtime, callerOf(context).tenantId, { name, version });
  }

  @Guarded('read')
  @Query(() => MeterConnection, {
    description: "What is measured: the product's meters and the tenant's own, by name.",
  })
  async meters(@Args(() => PageArgs) page: PageArgs, @Ctx() context: ApiContext<ApiRuntime>) {
    return pageByName<Meter>(await listMeters(context.runtime, callerOf(context).tenantId), page);
  }
}

/** A page of a list that is read whole: a tenant has a hundred of each at most. */
function pageByName<T extends { name: string }>(all: readonly T[], { first, after }: PageArgs) {
  const most = rowsToRead(first);
  const behind = after ? String(placeOf(after, 1)[0]) : '';
  const rows = all.filter(({ name }) => name > behind).slice(0, most);
  return pageOf(
    rows,
    most,
    ({ name }) => [name],
    (row) => row,
  );
}
