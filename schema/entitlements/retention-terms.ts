import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { retentionTerms } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';

@ObjectType({
  description: 'For how many days data is kept, counted from when it came in; a legal hold goes before it.',
})
class RetentionTerms {
  @Field(() => Int, { description: 'Metered events, once they are summed up.' })
  meteredEventDays!: number;

  @Field(() => Int)
  cataloguedEventDays!: number;

  @Field(() => Int, { description: 'What other programs reported to have done.' })
  reportedAuditDays!: number;

  @Field(() => Int, { description: 'Payloads of receipts of deals, leads and administration.' })
  longPayloadDays!: number;

  @Field(() => Int, { description: 'Payloads of receipts of activity and batches.' })
  shortPayloadDays!: number;
}

@Resolver()
export class RetentionTermsResolver {
  @Guarded('read')
  @Query(() => RetentionTerms, { description: 'By the configuration in force, the plan, or as everybody.' })
  retentionTerms(@Ctx() context: ApiContext<ApiRuntime>) {
    return retentionTerms(context.runtime, callerOf(context).tenantId);
  }
}
