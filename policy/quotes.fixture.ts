import type { ConfigFacts, DiscountLimits } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, limits, line, quoteOf, SAMPLE_CONFIG } from './facts.fixture.js';

/** A one-off line, so that the deal's ARR stays out of it. */
export const sold = (list: number, net: number, changes: Partial<DiscountFacts['quote']> = {}) => ({
  quote: quoteOf([line(list, net, false)], changes),
});
/** The account's ARR; null: unknown. */
export const ofArr = (arr_minor: number | null) => ({
  account: { ...(discountFacts().account as object), arr_minor } as DiscountFacts['account'],
});
/** The sample config with its approvals changed. */
export const approvals = (changes: Partial<ConfigFacts['approvals']>): ConfigFacts => ({
  ...SAMPLE_CONFIG,
  approvals: { ...SAMPLE_CONFIG.approvals, ...changes },
});
/** The sample config with smb's limits changed. */
export const smb = (changes: Partial<DiscountLimits>): ConfigFacts => ({
  ...SAMPLE_CONFIG,
  discounts: {
    ...SAMPLE_CONFIG.discounts,
    smb: limits({ ae_self_approve_bp: 2_000, manager_required_bp: 2_000, ...changes }),
  },
});
/** A submitter of these roles. */
export const as = (...roles: string[]) => ({ submitter: { id: 'u-1', roles, seat: 'DECISION' as const } });
