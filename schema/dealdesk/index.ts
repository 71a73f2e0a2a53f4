import { ApprovalInbox } from './approval-inbox.js';
import { ApprovalInboxPages } from './approval-inbox-page.js';
import { AuthorityAt, AuthorityDelegationFields } from './authority.js';
import { CreateQuote } from './create-quote.js';
import { DecideApproval } from './decide-approval.js';
import { DecideApprovals } from './decide-approvals.js';
import { DelegateApprovals } from './delegate-approvals.js';
import { DelegationFields } from './delegation-types.js';
import { PreviewQuoteApproval, PreviewStepFields } from './preview-quote-approval.js';
import { AddQuoteComment, CommentsOfApprovals, CommentsOfQuotes, QuoteCommentFields } from './quote-comments.js';
import { ApprovalFields, QuoteFields } from './quote-fields.js';
import { Quotes } from './quotes.js';
import { ReassignApproval } from './reassign-approval.js';
import { RecallQuote } from './recall-quote.js';
import { ReviseQuote } from './revise-quote.js';
import { SubmitQuote } from './submit-quote.js';

/** The deal desk's part of the schema. */
export const resolvers = [
  Quotes,
  QuoteFields,
  ApprovalFields,
  PreviewQuoteApproval,
  PreviewStepFields,
  CreateQuote,
  ReviseQuote,
  SubmitQuote,
  RecallQuote,
  DecideApproval,
  DecideApprovals,
  AddQuoteComment,
  QuoteCommentFields,
  CommentsOfQuotes,
  CommentsOfApprovals,
  ReassignApproval,
  DelegateApprovals,
  DelegationFields,
  AuthorityAt,
  AuthorityDelegationFields,
  ApprovalInbox,
  ApprovalInboxPages,
] as const;
