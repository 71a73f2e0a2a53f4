import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { DateTimeISOResolver } from 'graphql-scalars';
import {
  Arg,
  buildSchema,
  Ctx,
  createUnionType,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  InterfaceType,
  Mutation,
  ObjectType,
  type PubSub,
  Query,
  Resolver,
  Root,
  registerEnumType,
  Subscription,
} from 'type-graphql';
import type { EdgeContext } from '../../schema/edge/access.js';
import { CodedError } from '../../src/kernel/errors.js';

/** A desk of deals in memory: enough of a schema to try the edge on, built as slices build theirs. */
enum Stage {
  Open = 'open',
  Won = 'won',
}
registerEnumType(Stage, { name: 'Stage' });

@InterfaceType()
abstract class Named {
  @Field(() => ID) id!: string;
  @Field() name!: string;
}

@ObjectType({ implements: Named })
class Person extends Named {
  @Field(() => Int, { nullable: true }) age?: number;
  @Field() fragile!: string;
  @Field(() => String, { nullable: true }) brittle?: string;
}

@ObjectType({ implements: Named })
class Deal extends Named {
  @Field(() => Stage) stage!: Stage;
  @Field(() => Float) amount!: number;
  @Field(() => Person, { nullable: true }) owner?: Person;
  @Field(() => [Person]) approvers!: Person[];
}

@ObjectType()
class Refused {
  @Field() message!: string;
}

const Found = createUnionType({ name: 'Found', types: () => [Person, Deal, Refused] as const });

@InputType()
class DealFilter {
  @Field(() => Stage, { nullable: true }) stage?: Stage;
  @Field(() => Int, { nullable: true }) least?: number;
  @Field(() => Int, { defaultValue: 9 }) most?: number;
  @Field(() => [String], { nullable: true }) words?: string[];
  @Field(() => DealFilter, { nullable: true }) not?: DealFilter;
}

const person = (n: number) => ({
  __typename: 'Person',
  id: `p${n}`,
  name: `Person ${n}`,
  age: n % 3 ? n : null,
  fragile: 'ok',
  brittle: 'ok',
});
const deal = (n: number) => ({
  __typename: 'Deal',
  id: `d${n}`,
  name: `Deal ${n}`,
  stage: n % 2 ? 'won' : 'open',
  amount: n * 1.5,
  n,
});

@Resolver(() => Deal)
class DealResolver {
  @Query(() => String)
  @Directive('@public')
  ping(): string {
    return 'pong';
  }

  @Query(() => [Deal])
  @Directive('@public')
  deals(@Arg('first', () => Int, { defaultValue: 2 }) first: number): object[] {
    return Array.from({ length: Math.min(first, 10) }, (_, n) => deal(n));
  }

  @Query(() => [Found])
  @Directive('@public')
  found(): object[] {
    return [person(1), deal(2), { __typename: 'Refused', message: 'no' }];
  }

  @Query(() => [Named])
  @Directive('@public')
  named(): object[] {
    return [person(4), deal(5)];
  }

  @Query(() => Found, { nullable: true })
  @Directive('@public')
  lost(): object {
    return { __typename: 'Nobody', password: 'hunter2' };
  }

  /** Says what reached the resolver. */
  @Query(() => String)
  @Directive('@public')
  echo(
    @Arg('filter', () => DealFilter, { nullable: true }) filter: DealFilter | undefined,
    @Arg('stage', () => Stage, { nullable: true }) stage: Stage | undefined,
    @Arg('at', () => DateTimeISOResolver, { nullable: true }) at: Date | undefined,
    @Arg('words', () => [String], { nullable: true }) words: string[] | undefined,
    @Arg('count', () => Int, { defaultValue: 7 }) count: number,
  ): string {
    return JSON.stringify({ filter, stage, at: at instanceof Date ? at.getTime() : at, words, count });
  }

  @Query(() => String, { nullable: true })
  @Directive('@public')
  async breaks(@Arg('how', () => String) how: string): Promise<string> {
    if (how === 'coded') throw new CodedError('UNAVAILABLE', 'The desk is being cleaned.', { until: 'noon' });
    if (how === 'string') throw 'password=hunter2';
    throw new Error('password=hunter2 for ada@example.com', { cause: new Error('host db-7') });
  }

  @Query(() => String)
  @Directive('@role(anyOf: [AE, SALES_MANAGER])')
  @Directive('@scope(anyOf: ["deals:read"])')
  mine(@Ctx() { caller }: EdgeContext): string {
    return `${caller?.id} by ${caller?.request.method} ${caller?.request.route}`;
  }

  @Mutation(() => Found)
  @Directive('@seat(type: DECISION)')
  closeDeal(@Arg('id', () => ID) id: string): object {
    return id === 'd1' ? deal(1) : { __typename: 'Refused', message: 'There is no such deal.' };
  }

  @Subscription(() => Deal, { subscribe: ({ args }) => ticks(args.every as number) })
  @Directive('@seat(type: OBSERVER)')
  deal(@Root() event: { n: number }, @Arg('every', () => Int, { defaultValue: 20 }) _every: number): object {
    if (event.n === 3) throw new Error('password=hunter2');
    return deal(event.n);
  }

  @FieldResolver(() => Person, { nullable: true })
  async owner(@Root() { n }: { n: number }): Promise<object | null> {
    return n % 3 ? person(n) : null;
  }

  @FieldResolver(() => [Person])
  approvers(@Root() { n }: { n: number }, @Arg('first', () => Int, { defaultValue: 3 }) first: number): object[] {
    return Array.from({ length: Math.min(first, 5) }, (_, m) => person(n + m));
  }
}

@Resolver(() => Person)
class PersonResolver {
  /** Fails at every fifth, in a place that must not be null. */
  @FieldResolver(() => String)
  fragile(@Root() { id }: Person): string {
    if (id === 'p5' || id === 'p0') throw new Error(`password=hunter2 of ${id}`);
    return 'ok';
  }

  @FieldResolver(() => String, { nullable: true })
  async brittle(@Root() { id }: Person): Promise<string> {
    if (id === 'p2') throw new Error('password=hunter2');
    return 'ok';
  }
}

/** Counts for as long as somebody listens; `listening` shows whether somebody does. */
export const listeners = { now: 0 };
function ticks(every: number): AsyncIterable<{ n: number }> {
  let n = 0;
  let timer: NodeJS.Timeout | undefined;
  let release: (() => void) | undefined;
  listeners.now += 1;
  const iterator = {
    next: () =>
      new Promise<IteratorResult<{ n: number }>>((resolve) => {
        release = () => resolve({ done: true, value: undefined });
        timer = setTimeout(() => resolve({ done: false, value: { n: ++n } }), every);
      }),
    return: async () => {
      clearTimeout(timer);
      release?.();
      listeners.now -= 1;
      return { done: true as const, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

const noPubSub: PubSub = { publish: () => undefined, subscribe: () => ticks(1) as never };

export const deskSchema = (): Promise<GraphQLSchema> =>
  buildSchema({ resolvers: [DealResolver, PersonResolver], pubSub: noPubSub, validate: false });
