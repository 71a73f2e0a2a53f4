import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { activateRevOpsConfig } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { SecondPersonRequired } from './second-person.js';

@InputType()
class ActivateRevOpsConfigInput extends KeyedInput {
  @Field(() => Int)
  number!: number;

  @Field(() => Int, { nullable: true, description: 'The number in force as you saw it; left out: none.' })
  replaces?: number | null;
}

@ObjectType()
class RevOpsConfigActivated {
  @Field(() => Int)
  number!: number;

  @Field(() => Int, { nullable: true })
  replaced!: number | null;
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
  types: () => [RevOpsConfigActivated, RevOpsConfigNotDraft, SecondPersonRequired, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ActivateRevOpsConfigResolver {
  @Guarded('activateRevOpsConfig')
  @Mutation(() => ActivateRevOpsConfigResult, { description: 'Puts a draft in force; a second person must do it.' })
  activateRevOpsConfig(@Arg('input') input: ActivateRevOpsConfigInput, @Ctx() context: ApiContext) {
    return activateRevOpsConfig(context.runtime, callerOf(context), input);
  }
}
