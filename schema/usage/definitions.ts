import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { declareMeter, registerEventType, retireEventType, retireMeter } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLJSON } from '../contract/scalars.js';
import { DedupRuleName, EventCategory, EventRetention, MeterAggregation } from './enums.js';

@InputType({ description: 'Which of several like events is kept, with the one value that the rule needs.' })
class DedupRuleInput {
  @Field(() => DedupRuleName)
  rule!: string;

  @Field(() => String, { nullable: true, description: 'Of once_per: a key that the schema requires.' })
  key?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of once_a_session: 1 to 1,440.' })
  minutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of at_most_a_day: 1 to 10,000.' })
  most?: number | null;
}

@InputType()
class RegisterEventTypeInput extends KeyedInput {
  @Field({ description: 'Words joined by dots, such as com.acme.checkout.done; stripe, crypto and revgraph are ours.' })
  name!: string;

  @Field(() => EventCategory)
  category!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'JSON Schema of the metadata, of type object; any object when left out. Without references.',
  })
  schema?: unknown;

  @Field(() => DedupRuleInput, { nullable: true, description: 'Each is kept when left out.' })
  dedup?: DedupRuleInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether people may send it from their browsers.' })
  fromBrowsers?: boolean | null;

  @Field(() => EventRetention, { nullable: true, description: 'catalogued when left out.' })
  retention?: string | null;
}

@InputType()
class DeclareMeterInput extends KeyedInput {
  @Field({ description: 'Written small, such as checkout_value.' })
  name!: string;

  @Field({ description: 'A type of the catalogue, or of your own.' })
  eventType!: string;

  @Field(() => MeterAggregation)
  aggregation!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is measured: metadata.<key> of the schema, amount, or a field such as userId. Not of COUNT.',
  })
  valuePath?: string | null;

  @Field(() => [String], { nullable: true, description: 'Up to 4 such paths by whose values it is told apart.' })
  groupBy?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Groups that are told apart, 1 to 10,000; the rest is one. 1,000 when left out.',
  })
  mostGroups?: number | null;
}

@InputType()
class RetireEventTypeInput extends KeyedInput {
  @Field()
  name!: string;
}

@InputType()
class RetireMeterInput extends KeyedInput {
  @Field()
  name!: string;
}

class Definition {
  name!: string;
  version!: number;
}

@ObjectType({ description: 'Events of this type are taken from now on, by this version.' })
class EventTypeRegistered implements Definition {
  @Field()
  name!: string;

  @Field(() => Int)
  version!: number;

  @Field({ description: 'False where it was there just so.' })
  isNew!: boolean;
}

@ObjectType({ description: 'Events of this type are taken no more; those that are there stay.' })
class EventTypeRetired implements Definition {
  @Field()
  name!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'The meter is there, by this version.' })
class MeterDeclared implements Definition {
  @Field()
  name!: string;

  @Field(() => Int)
  version!: number;

  @Field({ description: 'False where it was there just so.' })
  isNew!: boolean;
}

@ObjectType({ description: 'It is measured no more; what was measured stays.' })
class MeterRetired implements Definition {
  @Field()
  name!: string;

  @Field(() => Int)
  version!: number;
}

const resultOf = (outcome: new () => Definition) =>
  createUnionType({ name: `${outcome.name}Result`, types: () => [outcome, ...SHARED_OUTCOMES] as const });
const RegisterEventTypeResult = resultOf(EventTypeRegistered);
const RetireEventTypeResult = resultOf(EventTypeRetired);
const DeclareMeterResult = resultOf(MeterDeclared);
const RetireMeterResult = resultOf(MeterRetired);

/** What tenants add to the catalogue. */
@Resolver()
export class EventDefinitions {
  @Guarded('registerEventType')
  @Mutation(() => RegisterEventTypeResult, {
    description: 'Registers a type of event of your own, or its next version; the same again changes nothing.',
  })
  registerEventType(@Arg('input') input: RegisterEventTypeInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return registerEventType(context.runtime, callerOf(context), input);
  }

  @Guarded('retireEventType')
  @Mutation(() => RetireEventTypeResult, {
    description: 'Takes a type of your own out of the catalogue, unless a meter reads it.',
  })
  retireEventType(@Arg('input') input: RetireEventTypeInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return retireEventType(context.runtime, callerOf(context), input);
  }

  @Guarded('declareMeter')
  @Mutation(() => DeclareMeterResult, {
    description: 'Declares what is measured of a type of event, or the next version of it.',
  })
  declareMeter(@Arg('input') input: DeclareMeterInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return declareMeter(context.runtime, callerOf(context), input);
  }

  @Guarded('retireMeter')
  @Mutation(() => RetireMeterResult, { description: 'Takes a meter of your own out of what is measured.' })
  retireMeter(@Arg('input') input: RetireMeterInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return retireMeter(context.runtime, callerOf(context), input);
  }
}
