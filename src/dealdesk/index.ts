/** The deal desk's door: quotes, their versions, and the approvals that a discount policy asks for. */

export { addQuoteComment } from './add-quote-comment.js';
export { APPROVAL_TRANSITIONS, type Approval } from './approval.js';
export {
  type InboxCounts,
  type InboxFilter,
  type InboxItem,
  inboxCounts,
  inboxPage,
  isInInbox,
  listInbox,
  standsInFor,
} from './approval-inbox.js';
export { type ApprovalSummary, approvalSummary, peopleAsked } from './approval-summary.js';
export { type Authority, authorityAt } from './authority.js';
export { activationSection } from './config-activation.js';
export { dealDeskSection } from './config-section.js';
export { createQuote, type QuoteCreated } from './create-quote.js';
export { keepAllDeadlines, keepDeadlines } from './deadline-sweep.js';
export { decideApproval } from './decide-approval.js';
export { decideApprovals } from './decide-approvals.js';
export type { ApprovalDecided } from './deciding.js';
export { type ApprovalsDelegated, type DelegationRefused, delegateApprovals } from './delegate-approvals.js';
export type { Delegation } from './delegation.js';
export { type DelegationEnded, endDelegation, type NotYourDelegation } from './end-delegation.js';
export type { Flip } from './flips.js';
export { type ApprovalPreview, previewQuoteApproval } from './preview-quote-approval.js';
export {
  QUOTE_TRANSITIONS,
  type Quote,
  type QuoteLine,
  type QuoteStatus,
  type QuoteVersion,
  type QuoteVersionWithLines,
} from './quote.js';
export { commentsOfQuotes, type QuoteComment } from './quote-comments.js';
export { approvalsOfQuotes, approvalsOfReceipt, listApprovals } from './read-approvals.js';
export {
  listQuotes,
  type PageStart,
  type QuoteFilter,
  quotesById,
  versionsOfQuotes,
} from './read-quotes.js';
export { type ApprovalReassigned, type AssigneeNotEligible, reassignApproval } from './reassign-approval.js';
export { dealDeskRebuild } from './rebuild.js';
export { type QuoteRecalled, recallQuote } from './recall-quote.js';
export { type QuoteRevised, reviseQuote } from './revise-quote.js';
export { type DealDeskRuntime, settingsInForce } from './runtime.js';
export { type QuoteSubmitted, submitQuote } from './submit-quote.js';
