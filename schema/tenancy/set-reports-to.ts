import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { setReportsTo } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { userById } from './loaders.js';
import { User } from './people.js';

@InputType()
class SetReportsToInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => ID, { nullable: true })
  managerId?: string | null;
}

@ObjectType()
export class ReportsToSet {
  @Field(() => ID)
  userId!: string;

  @Field(() => ID, { nullable: true })
  managerId!: string | null;
}

@ObjectType({ description: 'The user would come to stand above themselves.' })
class ReportingCircle {
  @Field()
  message!: string;
}

const SetReportsToResult = createUnionType({
  name: 'SetReportsToResult',
  types: () => [ReportsToSet, ReportingCircle, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SetReportsToResolver {
  @Guarded('setReportsTo')
  @Mutation(() => SetReportsToResult, {
    description: 'Lets a user report to a manager in place of whoever it was; null ends the line.',
  })
  setReportsTo(@Arg('input') input: SetReportsToInput, @Ctx() context: ApiContext) {
    return setReportsTo(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => ReportsToSet)
export class ReportsToSetResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: ReportsToSet, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
