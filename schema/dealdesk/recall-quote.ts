import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { recallQuote } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { NotYourQuote, QuoteNotEditable } from './outcome-types.js';
import { QuoteOutcome } from './quote-outcome.js';

@InputType()
class RecallQuoteInput {
  @Field(() => ID)
  quoteId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class QuoteRecalled extends QuoteOutcome {}

const RecallQuoteResult = createUnionType({
  name: 'RecallQuoteResult',
  types: () => [QuoteRecalled, NotYourQuote, QuoteNotEditable, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RecallQuote {
  @Guarded('recallQuote')
  @Mutation(() => RecallQuoteResult, { description: 'Takes a submitted quote back before it is decided.' })
  recallQuote(@Arg('input', () => RecallQuoteInput) input: RecallQuoteInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return recallQuote(context.runtime, callerOf(context), input);
  }
}
