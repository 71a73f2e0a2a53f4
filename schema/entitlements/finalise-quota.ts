import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { finaliseQuota, releaseQuota } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { UnknownMeter } from './enforce-quota.js';
import { QuotaAmountInput, QuotaOverrun, QuotaState } from './quota-types.js';

@InputType()
class ReleaseQuotaInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: "The caller's own when left out; another one is for operators." })
  tenantId?: string | null;

  @Field(() => ID)
  reservationId!: string;
}

@InputType()
class FinaliseQuotaInput extends ReleaseQuotaInput {
  @Field(() => [QuotaAmountInput], { description: 'What was used, by meter.' })
  quotas!: QuotaAmountInput[];
}

@ObjectType({ description: 'A reservation is over: what was used is counted, whatever was reserved.' })
class QuotaFinalised {
  @Field(() => ID)
  reservationId!: string;

  @Field(() => [QuotaOverrun])
  overruns!: QuotaOverrun[];

  @Field(() => [QuotaState])
  states!: QuotaState[];

  @Field()
  planVersion!: string;

  @Field({ description: 'Taken down while Redis was away, and counted once it is back.' })
  degraded!: boolean;

  @Field(() => GraphQLDateTime)
  finalisedAt!: string;
}

const FinaliseQuotaResult = createUnionType({
  name: 'FinaliseQuotaResult',
  types: () => [QuotaFinalised, UnknownMeter, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class FinaliseQuotaResolver {
  @Guarded('finaliseQuota')
  @Mutation(() => FinaliseQuotaResult, {
    description: 'Counts what was used of a reservation; never fails for an overrun, and twice is once.',
  })
  finaliseQuota(
    @Arg('input', () => FinaliseQuotaInput) input: FinaliseQuotaInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return finaliseQuota(context.runtime, callerOf(context), input);
  }

  @Guarded('releaseQuota')
  @Mutation(() => FinaliseQuotaResult, { description: 'Gives back what was reserved.' })
  releaseQuota(
    @Arg('input', () => ReleaseQuotaInput) input: ReleaseQuotaInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return releaseQuota(context.runtime, callerOf(context), input);
  }
}
