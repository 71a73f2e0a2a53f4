import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { ApiContext } from '../contract/context.js';
import { quoteById } from './loaders.js';
import { Quote } from './quote-types.js';

/** What outcomes about a quote have in common: its id, and the quote as it is afterwards. */
@ObjectType()
export class QuoteOutcome {
  @Field(() => ID)
  quoteId!: string;

  @Field(() => Quote, { description: 'As it is now.' })
  async quote(@Ctx() context: ApiContext): Promise<Quote> {
    const quote = await quoteById(context).load(this.quoteId);
    if (!quote) throw new Error(`Quote ${this.quoteId} is not there`);
    return quote as Quote;
  }
}
