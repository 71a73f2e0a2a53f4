import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { grantQuota, setCustomQuota, setPlan } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { TermsChangeProposed } from './terms-change.js';

@InputType()
class TermsInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field({ description: 'Why, as a code in capitals: SALES_CONCESSION.' })
  reasonCode!: string;
}

@InputType()
class SetPlanInput extends TermsInput {
  @Field({ description: 'trial, starter, pro or enterprise.' })
  plan!: string;
}

@InputType()
class SetCustomQuotaInput extends TermsInput {
  @Field({
    description:
      'tokens_per_day, api_calls_per_minute, messages_per_day or embeddings_per_day, or the meter of one (tokens); or a monthly limit: imports, exports, active_users, workspaces.',
  })
  quota!: string;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Null or left out: unlimited, and counted all the same.',
  })
  limit?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True: back to what the plan says.' })
  asPlan?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the plan holds again by itself.' })
  expiresAt?: string | null;
}

@InputType()
class GrantQuotaInput extends TermsInput {
  @Field({ description: 'tokens_per_day, messages_per_day or embeddings_per_day, or the meter of one (tokens).' })
  quota!: string;

  @Field(() => GraphQLSafeInt)
  amount!: number;

  @Field(() => GraphQLDateTime, { description: 'What is not used by then is gone.' })
  expiresAt!: string;
}

const ProposeTermsResult = createUnionType({
  name: 'ProposeTermsResult',
  types: () => [TermsChangeProposed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ProposeTermsResolver {
  @Guarded('setPlan')
  @Mutation(() => ProposeTermsResult, {
    description:
      'Proposes another plan for a tenant; a second operator confirms it. What was used in open windows stays used.',
  })
  setPlan(@Arg('input') input: SetPlanInput, @Ctx() context: ApiContext) {
    return setPlan(context.runtime, callerOf(context), input);
  }

  @Guarded('setCustomQuota')
  @Mutation(() => ProposeTermsResult, {
    description: "Proposes another limit in place of the plan's; a second operator confirms it.",
  })
  setCustomQuota(@Arg('input') input: SetCustomQuotaInput, @Ctx() context: ApiContext) {
    return setCustomQuota(context.runtime, callerOf(context), input);
  }

  @Guarded('grantQuota')
  @Mutation(() => ProposeTermsResult, {
    description: "Proposes a one-off amount on top of a quota, spent after the plan's; a second operator confirms it.",
  })
  grantQuota(@Arg('input') input: GrantQuotaInput, @Ctx() context: ApiContext) {
    return grantQuota(context.runtime, callerOf(context), input);
  }
}
