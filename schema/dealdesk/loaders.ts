import {
  type Approval,
  approvalsOfQuotes,
  commentsOfQuotes,
  type Quote,
  type QuoteComment,
  type QuoteVersionWithLines,
  quotesById,
  versionsOfQuotes,
} from '../../src/dealdesk/index.js';
import { loaderById, loaderOfLists } from '../contract/context.js';

/** A request's quotes by id. */
export const quoteById = loaderById<Quote>(quotesById);

/** A request's versions by their quote's id, oldest first. */
export const versionsOfQuote = loaderOfLists<QuoteVersionWithLines>(versionsOfQuotes, ({ quoteId }) => quoteId);

/** A request's approvals by their quote's id, in the order of versions and stages. */
export const approvalsOfQuote = loaderOfLists<Approval>(approvalsOfQuotes, ({ quoteId }) => quoteId);

/** A request's comments by their quote's id, oldest first. */
export const commentsOfQuote = loaderOfLists<QuoteComment>(commentsOfQuotes, ({ quoteId }) => quoteId);
