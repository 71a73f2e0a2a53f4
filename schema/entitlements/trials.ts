import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { cancelTrial, createTrial, extendTrial, upgradeTrial } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { TermsChangeProposed } from './terms-change.js';

@InputType()
class CreateTrialInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field(() => Int, { nullable: true, description: "Calendar days of the tenant's zone, 1 to 90; 14 when left out." })
  days?: number;
}

@InputType()
class TrialInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field({ description: 'Why, as a code in capitals.' })
  reasonCode!: string;
}

@InputType()
class ExtendTrialInput extends TrialInput {
  @Field(() => Int, { description: "Calendar days of the tenant's zone, 1 to 90." })
  days!: number;
}

@InputType()
class CancelTrialInput extends TrialInput {}

@InputType()
class UpgradeTrialInput extends TrialInput {
  @Field({ description: 'starter, pro or enterprise.' })
  plan!: string;
}

@ObjectType()
class TrialCreated {
  @Field(() => ID)
  trialId!: string;

  @Field(() => GraphQLDateTime)
  endsAt!: string;
}

@ObjectType()
class TrialExtended {
  @Field(() => ID)
  trialId!: string;

  @Field(() => GraphQLDateTime)
  endsAt!: string;
}

@ObjectType()
class TrialCancelled {
  @Field(() => ID)
  trialId!: string;
}

@ObjectType({ description: 'The tenant has a trial, which can be extended, or a plan that it would lose.' })
class TrialNotPossible {
  @Field()
  message!: string;

  @Field()
  plan!: string;
}

@ObjectType({ description: 'The tenant has no trial for that.' })
class NoTrial {
  @Field()
  message!: string;
}

const CreateTrialResult = createUnionType({
  name: 'CreateTrialResult',
  types: () => [TrialCreated, TrialNotPossible, ...SHARED_OUTCOMES] as const,
});
const ExtendTrialResult = createUnionType({
  name: 'ExtendTrialResult',
  types: () => [TrialExtended, NoTrial, ...SHARED_OUTCOMES] as const,
});
const CancelTrialResult = createUnionType({
  name: 'CancelTrialResult',
  types: () => [TrialCancelled, NoTrial, ...SHARED_OUTCOMES] as const,
});
const UpgradeTrialResult = createUnionType({
  name: 'UpgradeTrialResult',
  types: () => [TermsChangeProposed, NoTrial, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class TrialsResolver {
  @Guarded('createTrial')
  @Mutation(() => CreateTrialResult, {
    description: 'Begins a trial, of a tenant on the plan trial or none. At its end nothing is allowed any more.',
  })
  createTrial(@Arg('input') input: CreateTrialInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return createTrial(context.runtime, callerOf(context), input);
  }

  @Guarded('extendTrial')
  @Mutation(() => ExtendTrialResult, { description: 'Gives a trial more days; one that expired, from now on.' })
  extendTrial(@Arg('input') input: ExtendTrialInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return extendTrial(context.runtime, callerOf(context), input);
  }

  @Guarded('upgradeTrial')
  @Mutation(() => UpgradeTrialResult, {
    description: 'Proposes a plan in place of a trial; the trial is over when a second operator confirms it.',
  })
  upgradeTrial(@Arg('input') input: UpgradeTrialInput, @Ctx() context: ApiContext) {
    return upgradeTrial(context.runtime, callerOf(context), input);
  }

  @Guarded('cancelTrial')
  @Mutation(() => CancelTrialResult, { description: 'Ends a trial before its time: nothing is allowed any more.' })
  cancelTrial(@Arg('input') input: CancelTrialInput, @Ctx() context: ApiContext) {
    return cancelTrial(context.runtime, callerOf(context), input);
  }
}
