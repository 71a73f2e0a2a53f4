import type { DiscountFacts } from './discount-facts.js';
import { add, ceil, type Fraction, floor, MILLION, times } from './fractions.js';

/** A quote and its siblings in the window together, in minor units of the config's currency. */
export interface FamilyAmounts {
  /** How many siblings count. */
  siblings: number;
  /** Rounded up, and the net down: where rates leave fractions, they count as discount. */
  list_minor: number;
  net_minor: number;
  arr_ceil_minor: number;
}

/** The most siblings that facts hold: where the window may hold more, their sum is not known. */
export const MAX_SIBLINGS = 200;

/** What counts together: what is still open for approval, or approved. */
const COUNTING = new Set(['pending_approval', 'approved']);
const DAY_MS = 86_400_000;

type Sibling = DiscountFacts['siblings'][number];
type RateOf = (currency: string | undefined) => bigint | null;

/**
 * Sums a quote with its siblings (semantics, Siblings are summed). Null when the config does not ask for it, or when the facts
 * do not hold them whole: the policy then denies and names them.
 */
export function familyAmounts(
  facts: DiscountFacts,
  rateOf: RateOf,
  ownArr: Fraction | null,
): FamilyAmounts | null | 'rate_missing' {
  const window = facts.config.approvals.split_deals;
  const { list_total_minor, net_total_minor, currency }: Partial<DiscountFacts['quote']> = facts.quote ?? {};
  if (!window || !facts.siblings || !facts.business_date || !ownArr) return null;
  if (list_total_minor === undefined || net_total_minor === undefined) return null;
  const within = inWindow(facts.siblings, facts.business_date, window.window_days);
  const rates = within?.map((sibling) => rateOf(sibling.currency));
  const ownRate = rateOf(currency);
  if (!within || !rates || ownRate === null) return null;
  let [list, net, arr] = [money(list_total_minor, ownRate), money(net_total_minor, ownRate), ownArr];
  for (const [n, sibling] of within.entries()) {
    const rate = rates[n];
    if (rate == null) return 'rate_missing';
    list = add(list, money(sibling.list_total_minor, rate));
    net = add(net, money(sibling.net_total_minor, rate));
    arr = add(arr, times(arrOf(sibling), rate, MILLION));
  }
  return { siblings: within.length, list_minor: ceil(list), net_minor: floor(net), arr_ceil_minor: ceil(arr) };
}

const money = (minor: number, rate: bigint): Fraction => ({ over: BigInt(minor) * rate, under: MILLION });

const arrOf = ({ recurring_net_minor, net_total_minor, term_length_months }: Sibling): Fraction =>
  term_length_months == null
    ? { over: BigInt(net_total_minor), under: 1n }
    : { over: BigInt(recurring_net_minor ?? 0) * 12n, under: BigInt(term_length_months) };

/** Those of the days before that count; null when one does not say enough, or when there may be more than facts hold. */
function inWindow(siblings: Sibling[], day: string, days: number): Sibling[] | null {
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
  if (siblings.some(({ submitted_on }) => submitted_on === undefined)) return null;
  const within = siblings.filter(({ submitted_on = '' }) => submitted_on >= from && submitted_on <= day);
  if (within.length >= MAX_SIBLINGS) return null;
  const counting = within.filter(({ status }) => COUNTING.has(status));
  return counting.every(isWhole) ? counting : null;
}

const isWhole = ({ term_length_months, recurring_net_minor }: Sibling): boolean =>
  term_length_months === null || (term_length_months !== undefined && recurring_net_minor !== undefined);
