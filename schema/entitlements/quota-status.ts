import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { getQuotaStatus, quotaDenial } from '../../src/entitlements/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { QuotaLevelEnum, QuotaState, QuotaSubjectInput, QuotaWindowEnum } from './quota-types.js';

@ObjectType({ description: 'Every quota of a tenant, and of the subjects that were named.' })
class QuotaStatus {
  @Field()
  plan!: string;

  @Field()
  planVersion!: string;

  @Field(() => [QuotaState])
  quotas!: QuotaState[];

  @Field({ description: 'Whether nothing is left of one of them.' })
  anyExceeded!: boolean;
}

@ObjectType({ description: 'A denied check, as it was at its instant.' })
class StoredDenial {
  @Field(() => ID)
  id!: string;

  @Field()
  quota!: string;

  @Field(() => QuotaLevelEnum)
  level!: string;

  @Field({ description: "'' of the tenant itself." })
  subject!: string;

  @Field(() => GraphQLSafeInt)
  limit!: number;

  @Field(() => GraphQLSafeInt)
  used!: number;

  @Field(() => GraphQLSafeInt)
  requested!: number;

  @Field(() => QuotaWindowEnum)
  window!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The window is half open; null of CONCURRENT.' })
  windowStart!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  windowEnd!: string | null;

  @Field()
  planVersion!: string;

  @Field({ description: 'Decided while Redis was away.' })
  degraded!: boolean;

  @Field(() => GraphQLDateTime)
  deniedAt!: string;
}

const ELSEWHERE = "The caller's own when left out; another one is for operators.";

@Resolver()
export class QuotaStatusResolver {
  @Guarded('getQuotaStatus')
  @Query(() => QuotaStatus, {
    nullable: true,
    description: 'What is used of every quota, what is left, and until when. Null: there is no such tenant.',
  })
  async getQuotaStatus(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('tenantId', () => ID, { nullable: true, description: ELSEWHERE }) tenantId?: string | null,
    @Arg('subject', () => QuotaSubjectInput, { nullable: true }) subject?: QuotaSubjectInput | null,
  ) {
    const status = await getQuotaStatus(context.runtime, callerOf(context), { tenantId, subject });
    if (status.__typename === 'InvalidInput') throw new CodedError('BAD_USER_INPUT', status.message);
    return status.__typename === 'NotFound' ? null : status;
  }

  @Guarded('quotaDenial')
  @Query(() => StoredDenial, { nullable: true, description: 'What a check denied, by the id that it answered with.' })
  quotaDenial(
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('id', () => ID) id: string,
    @Arg('tenantId', () => ID, { nullable: true, description: ELSEWHERE }) tenantId?: string | null,
  ) {
    return quotaDenial(context.runtime, callerOf(context), { tenantId, id });
  }
}
