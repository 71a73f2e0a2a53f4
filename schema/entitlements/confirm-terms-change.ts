import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { confirmTermsChange, withdrawTermsChange } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { SecondPersonRequired } from '../tenancy/second-person.js';

@InputType()
class TermsChangeInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field(() => ID)
  changeId!: string;
}

@InputType()
class ConfirmTermsChangeInput extends TermsChangeInput {}

@InputType()
class WithdrawTermsChangeInput extends TermsChangeInput {}

@ObjectType({ description: 'Checks follow it within a second.' })
class TermsChangeInForce {
  @Field(() => ID)
  changeId!: string;
}

@ObjectType()
class TermsChangeWithdrawn {
  @Field(() => ID)
  changeId!: string;
}

@ObjectType({ description: 'It was confirmed or withdrawn before, or its end has come meanwhile.' })
class TermsChangeNotProposed {
  @Field()
  message!: string;

  @Field()
  state!: string;
}

const ConfirmTermsChangeResult = createUnionType({
  name: 'ConfirmTermsChangeResult',
  types: () => [TermsChangeInForce, TermsChangeNotProposed, SecondPersonRequired, ...SHARED_OUTCOMES] as const,
});

const WithdrawTermsChangeResult = createUnionType({
  name: 'WithdrawTermsChangeResult',
  types: () => [TermsChangeWithdrawn, TermsChangeNotProposed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ConfirmTermsChangeResolver {
  @Guarded('confirmTermsChange')
  @Mutation(() => ConfirmTermsChangeResult, {
    description: 'Brings a plan, a custom quota or a grant into force that another operator proposed.',
  })
  confirmTermsChange(@Arg('input') input: ConfirmTermsChangeInput, @Ctx() context: ApiContext) {
    return confirmTermsChange(context.runtime, callerOf(context), input);
  }

  @Guarded('withdrawTermsChange')
  @Mutation(() => WithdrawTermsChangeResult, { description: 'Withdraws a change that waits.' })
  withdrawTermsChange(@Arg('input') input: WithdrawTermsChangeInput, @Ctx() context: ApiContext) {
    return withdrawTermsChange(context.runtime, callerOf(context), input);
  }
}
