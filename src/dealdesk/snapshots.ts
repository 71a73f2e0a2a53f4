import type { Approval } from './approval.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';

/** What receipts keep of a quote and its approvals: complete enough to rebuild them; no names, no free text. */
export interface DealSnapshot {
  quote?: Quote;
  version?: QuoteVersion & { lines: QuoteLine[] };
  approvals?: Approval[];
}

/** A node's own properties, without the lock and the tenant that every node has. */
export function bare<T extends object>(node: T): T {
  const { _lock, tenantId, ...own } = node as T & { _lock?: unknown; tenantId?: unknown };
  return own as T;
}

/** The version with its lines in order, as a snapshot keeps it. */
export const snapshotVersion = (version: QuoteVersion, lines: QuoteLine[]): DealSnapshot['version'] => ({
  ...bare(version),
  lines: [...lines].sort((a, b) => a.number - b.number).map(bareLine),
});

function bareLine({ number, productId, sku, family, quantity, listMinor, netMinor, recurring }: QuoteLine): QuoteLine {
  return { number, productId, sku, family: family ?? null, quantity, listMinor, netMinor, recurring };
}
