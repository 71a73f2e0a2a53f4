import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { cancelRevOpsConfigActivation } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class CancelRevOpsConfigActivationInput extends KeyedInput {
  @Field(() => Int)
  number!: number;
}

@ObjectType({ description: 'The version is a draft again.' })
class RevOpsConfigUnscheduled {
  @Field(() => Int)
  number!: number;
}

@ObjectType({ description: 'No instant is set for this version.' })
class RevOpsConfigNotScheduled {
  @Field()
  message!: string;

  @Field()
  state!: string;
}

const CancelRevOpsConfigActivationResult = createUnionType({
  name: 'CancelRevOpsConfigActivationResult',
  types: () => [RevOpsConfigUnscheduled, RevOpsConfigNotScheduled, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CancelRevOpsConfigActivationResolver {
  @Guarded('cancelRevOpsConfigActivation')
  @Mutation(() => CancelRevOpsConfigActivationResult, {
    description: 'Calls the scheduled activation of a version off; it is a draft again.',
  })
  cancelRevOpsConfigActivation(@Arg('input') input: CancelRevOpsConfigActivationInput, @Ctx() context: ApiContext) {
    return cancelRevOpsConfigActivation(context.runtime, callerOf(context), input);
  }
}
