import type { Approval } from './approval.js';
import type { Quote, QuoteLine, QuoteVersion, QuoteVersionWithLines } from './quote.js';

/** What receipts keep of a quote and its approvals: complete enough to rebuild them; no names, no free text. */
export interface DealSnapshot {
  quote?: Quote;
  version?: QuoteVersionWithLines;
  approvals?: Approval[];
}

/** The version with its lines, as a snapshot keeps it. */
export const snapshotVersion = (version: QuoteVersion, lines: QuoteLine[]): QuoteVersionWithLines => ({
  ...version,
  lines,
});
