import type { Approval } from './approval.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';

/** What a step changed of a deal. */
export interface DealChange {
  quote: Quote;
  version?: QuoteVersion;
  /** The version's lines, in order. */
  lines?: QuoteLine[];
  approvals?: Approval[];
}

/**
 * The nodes that a step changed, as they are after it: every property, so that they can be rebuilt. Their edges follow from
 * the ids they hold. No names, no free text.
 */
export const dealSnapshot = ({ quote, version, lines = [], approvals = [] }: DealChange): object[] => [
  { type: 'Quote', ...quote },
  ...(version
    ? [
        { type: 'QuoteVersion', ...version },
        ...lines.map((line) => ({
          type: 'QuoteLine',
          ...line,
          versionId: version.id,
          createdAt: version.createdAt,
        })),
      ]
    : []),
  ...approvals.map((approval) => ({ type: 'Approval', ...approval })),
];
