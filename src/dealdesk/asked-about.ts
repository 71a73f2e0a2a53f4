import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import { discountBp } from '../kernel/values/money.js';
import type { QuoteVersion } from './quote.js';

/** What an approval is about, as its approver is shown it and filters by it; frozen with the verdict that asked. */
export interface AskedAbout {
  segment: string | null;
  /** Discount of the version, in basis points of list, rounded up. */
  discountBp: number;
  /** The limit of discount whose excess brought this role; null where something else did. */
  thresholdBp: number | null;
}

/** Rules that hold the discount against a limit. */
const LIMITS = new Set(['discount.manager_above_limit', 'discount.finance_above_limit', 'discount.vp_above_limit']);

/** Takes from a verdict what the approval of one role is about. */
export function askedAbout(
  { segment, trace, reasons }: Pick<DiscountVerdict, 'segment' | 'trace' | 'reasons'>,
  { listTotalMinor, netTotalMinor }: Pick<QuoteVersion, 'listTotalMinor' | 'netTotalMinor'>,
  role: ApproverRole,
): AskedAbout {
  const exceeded = trace.filter(({ rule }) => LIMITS.has(rule) && reasons[role]?.includes(rule));
  const limits = exceeded.flatMap(({ limit }) => limit ?? []);
  return {
    segment,
    discountBp: discountBp(listTotalMinor, netTotalMinor),
    thresholdBp: limits.length > 0 ? Math.min(...limits) : null,
  };
}
