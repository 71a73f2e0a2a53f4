import type { FieldProblem } from '../kernel/outcomes.js';
import type { Priced } from './pricing.js';
import type { QuoteLine, QuoteVersion } from './quote.js';
import type { Agreed, Terms } from './terms.js';

/** What a version offers: its totals and its terms. */
export type Offer = Pick<QuoteVersion, 'listTotalMinor' | 'netTotalMinor'> & Terms;

/** An offer with its lines, or everything that is wrong with it. */
export type Offered = { ok: true; lines: QuoteLine[]; offer: Offer } | { ok: false; problems: FieldProblem[] };

/** Joins priced lines and agreed terms. */
export function offered(priced: Priced, agreed: Agreed): Offered {
  if (!priced.ok || !agreed.ok) {
    return { ok: false, problems: [priced, agreed].flatMap((part) => (part.ok ? [] : part.problems)) };
  }
  const { lines, listTotalMinor, netTotalMinor } = priced;
  return { ok: true, lines, offer: { listTotalMinor, netTotalMinor, ...agreed.terms } };
}
