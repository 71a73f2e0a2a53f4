import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import { enforceMultipleQuotas, enforceQuota } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { QuotaAmountInput, QuotaDenial, QuotaState, QuotaSubjectInput } from './quota-types.js';

enum QuotaMode {
  CONSUME = 'consume',
  RESERVE = 'reserve',
  LOOK = 'look',
}
registerEnumType(QuotaMode, {
  name: 'QuotaMode',
  description: 'CONSUME counts, RESERVE holds until it is finalised or expires, LOOK does neither.',
});

@InputType()
class QuotaCheckInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: "The caller's own when left out; another one is for operators." })
  tenantId?: string | null;

  @Field(() => QuotaSubjectInput, { nullable: true })
  subject?: QuotaSubjectInput | null;

  @Field(() => QuotaMode, { nullable: true, description: 'CONSUME when left out.' })
  mode?: string | null;

  @Field(() => Int, { nullable: true, description: 'How long a reservation holds; a minute when left out.' })
  reserveForMs?: number | null;
}

@InputType()
class EnforceQuotaInput extends QuotaCheckInput {
  @Field({ description: "tokens, api_calls, chat_messages, embeddings, or a meter of the tenant's own." })
  quotaType!: string;

  @Field(() => GraphQLSafeInt)
  amount!: number;
}

@InputType()
class EnforceMultipleQuotasInput extends QuotaCheckInput {
  @Field(() => [QuotaAmountInput], { description: 'All are counted, or none.' })
  quotas!: QuotaAmountInput[];
}

@ObjectType({ description: 'Whether it may be done, and where every quota that was asked for stands.' })
class QuotaCheckResult {
  @Field()
  allowed!: boolean;

  @Field(() => GraphQLSafeInt, {
    description:
      'Left of the quota that denied, else of the tightest that was asked for, one of tokens before others; 2^53 - 1 when unlimited.',
  })
  tokensRemaining!: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Of the same quota; null: unlimited.' })
  quotaLimit!: number | null;

  @Field(() => String, { nullable: true, description: '"Quota exceeded", when it is denied.' })
  error!: string | null;

  @Field(() => QuotaDenial, { nullable: true, description: 'Null when it is allowed.' })
  denial!: QuotaDenial | null;

  @Field(() => ID, { nullable: true, description: 'Of what was reserved: finalise it before it expires.' })
  reservationId!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  reservedUntil!: string | null;

  @Field(() => [QuotaState])
  states!: QuotaState[];

  @Field()
  planVersion!: string;

  @Field({ description: 'Decided while Redis was away.' })
  degraded!: boolean;

  @Field(() => GraphQLDateTime)
  decidedAt!: string;
}

@ObjectType({ description: "No quota counts this meter, and it is none of the product's own." })
export class UnknownMeter {
  @Field()
  message!: string;

  @Field()
  meter!: string;
}

const EnforceQuotaResult = createUnionType({
  name: 'EnforceQuotaResult',
  types: () => [QuotaCheckResult, UnknownMeter, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EnforceQuotaResolver {
  @Guarded('enforceQuota')
  @Mutation(() => EnforceQuotaResult, { description: 'May this tenant do this now? Checks one meter, and counts it.' })
  enforceQuota(
    @Arg('input', () => EnforceQuotaInput) input: EnforceQuotaInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return enforceQuota(context.runtime, callerOf(context), input);
  }

  @Guarded('enforceMultipleQuotas')
  @Mutation(() => EnforceQuotaResult, { description: 'Checks several meters at once, all or nothing.' })
  enforceMultipleQuotas(
    @Arg('input', () => EnforceMultipleQuotasInput) input: EnforceMultipleQuotasInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return enforceMultipleQuotas(context.runtime, callerOf(context), input);
  }
}
