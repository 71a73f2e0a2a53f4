import type { QuoteLineRow, QuoteRow, QuoteVersionRow, VersionWithLinesRow } from '../../cypher/rows.js';

/** States of a quote and what moves it; the diagram in docs/ is made from this table. */
export const QUOTE_TRANSITIONS = {
  draft: { submit: 'pending_approval', approve: 'approved', revise: 'draft' },
  pending_approval: {
    approve: 'approved',
    reject: 'rejected',
    counter_propose: 'draft',
    recall: 'draft',
    expire: 'expired',
  },
  approved: { revise: 'draft', expire: 'expired' },
  rejected: { revise: 'draft' },
  expired: { revise: 'draft' },
} as const;

export type QuoteStatus = keyof typeof QUOTE_TRANSITIONS;
export type QuoteEvent = 'submit' | 'approve' | 'reject' | 'counter_propose' | 'recall' | 'revise' | 'expire';

/** The state an event leads to, or null when the event is not allowed in this state. */
export function nextQuoteStatus(status: QuoteStatus, event: QuoteEvent): QuoteStatus | null {
  return (QUOTE_TRANSITIONS[status] as Partial<Record<QuoteEvent, QuoteStatus>>)[event] ?? null;
}

/** One priced line: totals of the line in minor units, list and net. */
export type QuoteLine = QuoteLineRow;

/** What a version says; immutable. Terms that were not given are null. */
export interface QuoteVersion extends QuoteVersionRow {
  /** Whether its author drafted it, or an approver proposed it instead of what was submitted. */
  origin: 'draft' | 'counter_proposal';
  riskLevel: RiskLevel;
}

type Numbered = Pick<QuoteVersion, 'id' | 'quoteId' | 'number' | 'createdAt' | 'createdBy'>;

/** A version that its author drafts. */
export const draftVersion = (
  numbered: Numbered,
  offer: Omit<QuoteVersion, keyof Numbered | 'origin' | 'proposedByApprovalId' | 'makerIds'>,
  makerIds: string[] = [],
): QuoteVersion => ({ ...numbered, origin: 'draft', proposedByApprovalId: null, makerIds, ...offer });

/** A version with its lines in order. */
export type QuoteVersionWithLines = QuoteVersion & { lines: QuoteLine[] };

/** A version as it was read, with its lines in order. */
export const inOrder = (row: VersionWithLinesRow): QuoteVersionWithLines =>
  ({ ...row, lines: row.lines.toSorted((a, b) => a.number - b.number) }) as QuoteVersionWithLines;

/** A version as it was read, and its lines in order beside it. */
export function apart(row: VersionWithLinesRow): { version: QuoteVersion; lines: QuoteLine[] } {
  const { lines, ...version } = inOrder(row);
  return { version, lines };
}

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** A quote as it stands; `version` is the optimistic lock, `currentVersion` the number of the version in force. */
export interface Quote extends QuoteRow {
  status: QuoteStatus;
}
