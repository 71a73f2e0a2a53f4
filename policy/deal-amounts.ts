import type { ConfigFacts, ExchangeRate } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { type FamilyAmounts, familyAmounts } from './family-amounts.js';
import { ceil, type Fraction, floor, MILLION, times } from './fractions.js';

/**
 * Amounts of a quote in the config's currency, exact before rounding: `floor` for belonging to a band,
 * `ceil` for "strictly over" an integer limit. Rego gets them ready, since its engines divide differently above 2^53.
 */
export interface DealAmounts {
  /** False when a currency has no rate on the business date; the amounts are null then. */
  rate_known: boolean;
  deal_arr_floor_minor: number | null;
  deal_arr_ceil_minor: number | null;
  liability_ceil_minor: number | null;
  /** Of list, in basis points, rounded up for display; an uplift, like a list of nothing, is 0. Null: not to be told. */
  discount_bp: number | null;
  /** The same of each line, where a rule may ask for it; else empty. */
  line_discounts_bp: number[];
  /** The quote and its siblings together; null: the config does not ask for them, or they are not whole. */
  family: FamilyAmounts | null;
}

/** What of the quote is there: facts are decided on, and denied, with attributes missing. */
type KnownQuote = Partial<DiscountFacts['quote']>;

const UNKNOWN = { deal_arr_floor_minor: null, deal_arr_ceil_minor: null, liability_ceil_minor: null, family: null };

/**
 * The deal's ARR = recurring net lines × 12 ÷ term months; without a term, the quote's net (semantics, Segments and
 * amounts). Pure, so that a replay under other rates gives other amounts. An attribute that is not there leaves its amount null.
 */
export function dealAmounts(facts: DiscountFacts): DealAmounts {
  const { config } = facts;
  const quote: KnownQuote = facts.quote ?? {};
  const discounts = {
    discount_bp: discountBp(quote.list_total_minor, quote.net_total_minor),
    line_discounts_bp: config.rules?.length ? lineDiscounts(quote) : [],
  };
  const rate = rateOf(config, quote.currency, facts.business_date);
  if (rate === null) return { rate_known: false, ...UNKNOWN, ...discounts };
  const arr = dealArr(quote);
  const converted = arr && times(arr, rate, MILLION);
  const liability = quote.liability_minor ?? null;
  const family = familyAmounts(facts, (currency) => rateOf(config, currency, facts.business_date), converted);
  if (family === 'rate_missing') return { rate_known: false, ...UNKNOWN, ...discounts };
  return {
    rate_known: true,
    deal_arr_floor_minor: converted && floor(converted),
    deal_arr_ceil_minor: converted && ceil(converted),
    liability_ceil_minor: liability === null ? null : ceil({ over: BigInt(liability) * rate, under: MILLION }),
    family,
    ...discounts,
  };
}

/** An amount in the config's currency, rounded up; null when its currency has no rate on that day (`YYYY-MM-DD`). */
export function inConfigCurrency(
  config: Pick<ConfigFacts, 'currency' | 'exchange_rates'>,
  currency: string,
  amountMinor: number,
  day: string,
): number | null {
  const rate = rateOf(config, currency, day);
  return rate === null ? null : ceil({ over: BigInt(amountMinor) * rate, under: MILLION });
}

const lineDiscounts = ({ lines = [] }: KnownQuote): number[] =>
  lines.map((line) => discountBp(line.list_minor, line.net_minor) ?? 0);

/** Amounts are small enough for 10,000 times as much to be exact (attribute.ts). */
function discountBp(list: number | undefined, net: number | undefined): number | null {
  if (list === undefined || net === undefined) return null;
  if (net >= list) return 0;
  const scaled = (list - net) * 10_000;
  const rest = scaled % list;
  return (scaled - rest) / list + (rest > 0 ? 1 : 0);
}

function dealArr(quote: KnownQuote): Fraction | null {
  if (quote.term_length_months === undefined || quote.net_total_minor === undefined) return null;
  if (quote.term_length_months === null) return { over: BigInt(quote.net_total_minor), under: 1n };
  let recurring = 0n;
  for (const line of quote.lines ?? []) if (line.recurring) recurring += BigInt(line.net_minor);
  return { over: recurring * 12n, under: BigInt(quote.term_length_months) };
}

/** Millionths of the config's currency for one of the other, on a day; null: no rate. */
function rateOf(
  config: Pick<ConfigFacts, 'currency' | 'exchange_rates'>,
  currency: string | undefined,
  day = '',
): bigint | null {
  if (currency === config.currency) return MILLION;
  let latest: ExchangeRate | null = null;
  for (const rate of config.exchange_rates ?? []) {
    if (rate.currency !== currency || rate.from > day) continue;
    if (!latest || rate.from > latest.from) latest = rate;
  }
  return latest && BigInt(latest.minor_per_million);
}
