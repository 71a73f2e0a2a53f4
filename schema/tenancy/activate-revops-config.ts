import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { activateRevOpsConfig } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { SecondPersonRequired } from './second-person.js';

@InputType()
class ActivateRevOpsConfigInput extends KeyedInput {
  @Field(() => Int)
  number!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The number in force as you saw it, or as it will be at that instant; left out: none.',
  })
  replaces?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it comes into force; left out: now.' })
  at?: string | null;
}

@ObjectType()
class RevOpsConfigActivated {
  @Field(() => Int)
  number!: number;

  @Field(() => Int, { nullable: true })
  replaced!: number | null;
}

@ObjectType({ description: 'It comes into force at this instant by itself.' })
class RevOpsConfigScheduled {
  @Field(() => Int)
  number!: number;

  @Field(() => GraphQLDateTime)
  at!: string;
}

@ObjectType({ description: 'Only a draft can be activated.' })
class RevOpsConfigNotDraft {
  @Field()
  message!: string;

  @Field()
  state!: string;
}

const ActivateRevOpsConfigResult = createUnionType({
  name: 'ActivateRevOpsConfigResult',
  types: () =>
    [
      RevOpsConfigActivated,
      RevOpsConfigScheduled,
      RevOpsConfigNotDraft,
      SecondPersonRequired,
      ...SHARED_OUTCOMES,
    ] as const,
});

@Resolver()
export class ActivateRevOpsConfigResolver {
  @Guarded('activateRevOpsConfig')
  @Mutation(() => ActivateRevOpsConfigResult, {
    description: 'Puts a draft in force, now or at an instant to come; a second person must do it.',
  })
  activateRevOpsConfig(@Arg('input') input: ActivateRevOpsConfigInput, @Ctx() context: ApiContext) {
    return activateRevOpsConfig(context.runtime, callerOf(context), input);
  }
}
