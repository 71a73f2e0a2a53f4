import type { ConfigFacts, ExchangeRate } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';

/**
 * Amounts of a quote in the config's currency, exact before rounding: `floor` for belonging to a band,
 * `ceil` for "strictly over" an integer limit. Rego gets them ready, since its engines divide differently above 2^53.
 */
export interface DealAmounts {
  /** False when the quote's currency has no rate on the business date; the amounts are null then. */
  rate_known: boolean;
  deal_arr_floor_minor: number | null;
  deal_arr_ceil_minor: number | null;
  liability_ceil_minor: number | null;
}

/** What of the quote is there: facts are decided on, and denied, with attributes missing. */
type KnownQuote = Partial<DiscountFacts['quote']>;

const MILLION = 1_000_000n;
const UNKNOWN = { deal_arr_floor_minor: null, deal_arr_ceil_minor: null, liability_ceil_minor: null };

/**
 * The deal's ARR = recurring net lines × 12 ÷ term months; without a term, the quote's net (semantics, Segments and
 * amounts). Pure, so that a replay under other rates gives other amounts. An attribute that is not there leaves its amount null.
 */
export function dealAmounts(facts: DiscountFacts): DealAmounts {
  const { config } = facts;
  const quote: KnownQuote = facts.quote ?? {};
  const rate =
    quote.currency === config.currency
      ? MILLION
      : rateOn(config.exchange_rates ?? [], quote.currency, facts.business_date);
  if (rate === null) return { rate_known: false, ...UNKNOWN };
  const arr = dealArr(quote);
  const liability = quote.liability_minor ?? null;
  return {
    rate_known: true,
    deal_arr_floor_minor: arr && floor(arr.amount * rate, arr.per * MILLION),
    deal_arr_ceil_minor: arr && ceil(arr.amount * rate, arr.per * MILLION),
    liability_ceil_minor: liability === null ? null : ceil(BigInt(liability) * rate, MILLION),
  };
}

/** An amount in the config's currency, rounded up; null when its currency has no rate on that day (`YYYY-MM-DD`). */
export function inConfigCurrency(
  config: Pick<ConfigFacts, 'currency' | 'exchange_rates'>,
  currency: string,
  amountMinor: number,
  day: string,
): number | null {
  if (currency === config.currency) return amountMinor;
  const rate = rateOn(config.exchange_rates, currency, day);
  return rate === null ? null : ceil(BigInt(amountMinor) * rate, MILLION);
}

function dealArr(quote: KnownQuote): { amount: bigint; per: bigint } | null {
  if (quote.term_length_months === undefined || quote.net_total_minor === undefined) return null;
  if (quote.term_length_months === null) return { amount: BigInt(quote.net_total_minor), per: 1n };
  const recurring = (quote.lines ?? [])
    .filter((line) => line.recurring)
    .reduce((sum, line) => sum + BigInt(line.net_minor), 0n);
  return { amount: recurring * 12n, per: BigInt(quote.term_length_months) };
}

function rateOn(rates: ExchangeRate[] = [], currency?: string, day = ''): bigint | null {
  const valid = rates.filter((rate) => rate.currency === currency && rate.from <= day);
  const latest = valid.reduce<ExchangeRate | null>(
    (best, rate) => (best && best.from >= rate.from ? best : rate),
    null,
  );
  return latest && BigInt(latest.minor_per_million);
}

const floor = (amount: bigint, per: bigint): number => clamp(amount / per);
const ceil = (amount: bigint, per: bigint): number => clamp((amount + per - 1n) / per);

/** Above the safe integers every configured limit is exceeded anyway, so the largest one stands for them. */
const clamp = (amount: bigint): number =>
  amount > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(amount);
