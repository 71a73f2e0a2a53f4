import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { reviseQuote } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLJSON } from '../contract/scalars.js';
import { NotYourQuote, QuoteNotEditable } from './outcome-types.js';
import { QuoteLineInput, QuoteTermsInput } from './quote-inputs.js';
import { QuoteOutcome } from './quote-outcome.js';

@InputType()
class ReviseQuoteInput {
  @Field(() => ID)
  quoteId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => [QuoteLineInput])
  lines!: QuoteLineInput[];

  @Field(() => QuoteTermsInput, { nullable: true, description: 'What is not given stays as it was.' })
  terms?: QuoteTermsInput | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes of quotes, by name: what is left out stays, null ends one.",
  })
  custom?: Record<string, unknown> | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class QuoteRevised extends QuoteOutcome {
  @Field(() => Int)
  versionNumber!: number;
}

const ReviseQuoteResult = createUnionType({
  name: 'ReviseQuoteResult',
  types: () => [QuoteRevised, NotYourQuote, QuoteNotEditable, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ReviseQuote {
  @Guarded('reviseQuote')
  @Mutation(() => ReviseQuoteResult, { description: 'Gives a quote its next version.' })
  reviseQuote(@Arg('input', () => ReviseQuoteInput) input: ReviseQuoteInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return reviseQuote(context.runtime, callerOf(context), input);
  }
}
