import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createQuote } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLJSON } from '../contract/scalars.js';
import { OpportunityClosed } from './outcome-types.js';
import { QuoteLineInput, QuoteTermsInput } from './quote-inputs.js';
import { QuoteOutcome } from './quote-outcome.js';

@InputType()
class CreateQuoteInput {
  @Field(() => ID)
  opportunityId!: string;

  @Field(() => [QuoteLineInput])
  lines!: QuoteLineInput[];

  @Field(() => QuoteTermsInput, { nullable: true })
  terms?: QuoteTermsInput | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes of quotes, by name, as RevOpsConfig declares them.",
  })
  custom?: Record<string, unknown> | null;

  @Field(() => String, { nullable: true, description: 'Id in the system it comes from; unique in the tenant.' })
  externalId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'History of a closed opportunity; RevOps admins only.' })
  backfill?: boolean | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD, of backfilled history.' })
  businessDate?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who made the quote, of backfilled history.' })
  onBehalfOf?: string | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class QuoteCreated extends QuoteOutcome {
  @Field({ description: 'False when a quote of this external id was there already.' })
  created!: boolean;
}

const CreateQuoteResult = createUnionType({
  name: 'CreateQuoteResult',
  types: () => [QuoteCreated, OpportunityClosed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateQuote {
  @Guarded('createQuote')
  @Mutation(() => CreateQuoteResult, { description: 'Drafts a quote of an opportunity.' })
  createQuote(@Arg('input', () => CreateQuoteInput) input: CreateQuoteInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return createQuote(context.runtime, callerOf(context), input);
  }
}
