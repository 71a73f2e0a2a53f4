import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { submitQuote } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { ApproverRole } from './approval-types.js';
import { NotYourQuote, OpportunityClosed, QuoteNotEditable, SubmissionDenied } from './outcome-types.js';
import { QuoteOutcome } from './quote-outcome.js';
import { QuoteStatus } from './quote-types.js';

@InputType()
class SubmitQuoteInput {
  @Field(() => ID)
  quoteId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class QuoteSubmitted extends QuoteOutcome {
  @Field(() => QuoteStatus, { description: 'APPROVED at once, or PENDING_APPROVAL.' })
  status!: QuoteStatus;

  @Field(() => [ApproverRole])
  requiredApprovals!: ApproverRole[];

  @Field(() => [String], { description: 'The rules that made the verdict.' })
  ruleIds!: string[];
}

const SubmitQuoteResult = createUnionType({
  name: 'SubmitQuoteResult',
  types: () =>
    [QuoteSubmitted, SubmissionDenied, NotYourQuote, QuoteNotEditable, OpportunityClosed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SubmitQuote {
  @Guarded('submitQuote')
  @Mutation(() => SubmitQuoteResult, { description: 'Freezes the version in force and starts the approvals it needs.' })
  submitQuote(@Arg('input', () => SubmitQuoteInput) input: SubmitQuoteInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return submitQuote(context.runtime, callerOf(context), input);
  }
}
