import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { setMailPreference } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class SetMailPreferenceInput extends KeyedInput {
  @Field({ description: 'Whether you get mail when your approval is asked for, waited for, or came up to you.' })
  approvals!: boolean;
}

@ObjectType()
class MailPreferenceSet {
  @Field()
  approvals!: boolean;
}

const SetMailPreferenceResult = createUnionType({
  name: 'SetMailPreferenceResult',
  types: () => [MailPreferenceSet, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SetMailPreference {
  @Guarded('setMailPreference')
  @Mutation(() => SetMailPreferenceResult, {
    description: 'Says whether you get mail about approvals; you do until you say so.',
  })
  setMailPreference(@Arg('input') input: SetMailPreferenceInput, @Ctx() context: ApiContext) {
    return setMailPreference(context.runtime, callerOf(context), input);
  }
}
