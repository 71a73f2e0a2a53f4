import type { QuoteRow, QuoteVersionRow } from './dealdesk.js';

/** What an approver is shown of a quote beside its approval. */
export interface InboxQuoteRow {
  quote: QuoteRow;
  version: Pick<
    QuoteVersionRow,
    | 'number'
    | 'listTotalMinor'
    | 'netTotalMinor'
    | 'termMonths'
    | 'paymentDays'
    | 'liabilityMinor'
    | 'nonStandardTerms'
    | 'riskLevel'
  >;
  opportunityName: string;
  strategic: boolean;
  accountName: string | null;
  /** Of the account's opportunities, as many as were asked for. */
  dealStatuses: string[];
  /** The account's last approved quote beside this one, or nothing. */
  lastApproved: { submittedOn: string; listTotalMinor: number; netTotalMinor: number }[];
}

/** What somebody said of a quote; the words are in its receipt's personal payload. */
export interface QuoteCommentRow {
  id: string;
  version: number;
  createdAt: string;
  quoteId: string;
  /** Number of the version that was in force. */
  quoteVersion: number;
  opportunityId: string;
  /** The approval that it was said beside. */
  approvalId: string | null;
  authorId: string;
}
