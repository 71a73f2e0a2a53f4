import { type Day, dayAfter, daysBetween, type Month, monthOfDay, monthsFrom } from './calendar.js';
import { type DealFact, DealHistory } from './deal-history.js';
import type { CapacityLine, StageRate } from './scenario.js';

export const FORECAST_MODES = ['EMPIRICAL', 'SCOPE_BASED'] as const;
export type ForecastMode = (typeof FORECAST_MODES)[number];

/** Months that a forecast tells of, beginning with the present one. */
const MONTHS = 12;
/** With fewer closed deals of at least an open deal's age, a segment says nothing; nor does the whole history. */
const FEWEST_CLOSED = 20;
/** Chances are added up in millionths, so that the sum does not depend on the order. */
const WHOLE = 1_000_000;

/** What is expected to be won in a month, of one segment. */
export interface ForecastLine {
  month: Month;
  segment: string;
  /** Thousandths of a deal. */
  dealsMilli: number;
  amountMinor: number;
}

/** What a month's capacity comes to, in tokens. */
export interface CapacityBalance {
  month: Month;
  supply: number;
  demand: number;
  /** Tokens that the expected deals need; null where the scenario is not planned in tokens. */
  forecastDemand: number | null;
  /** Supply less demand, stated and forecast. */
  balance: number;
}

/** How much stands behind a forecast: what it was made of, and what it leaves out. */
export interface ForecastSamples {
  won: number;
  lost: number;
  open: number;
  segments: { segment: string; won: number; lost: number; open: number; medianCycleDays: number | null }[];
  /** Open deals that were forecast by the whole history, since their segment closed too few. */
  byWholeHistory: number;
  /** Open deals that nothing is said of, by reason. */
  leftOut: { withoutEngageDate: number; olderThanHistory: number; withoutRate: number; otherCurrency: number };
  /** Open deals counted without an amount, since neither they nor won ones of their segment say. */
  withoutAmount: number;
}

export interface Forecast {
  lines: ForecastLine[];
  /** Expected after the last month, of all segments. */
  beyond: { dealsMilli: number; amountMinor: number };
  capacity: CapacityBalance[];
  samples: ForecastSamples;
}

/** What a forecast reads beside deals. */
export interface ForecastBasis {
  mode: ForecastMode;
  today: Day;
  rates: readonly StageRate[];
  lines: readonly CapacityLine[];
  /** Null: not planned in tokens. */
  tokensPerDeal: number | null;
  otherCurrency: number;
}

interface Expected {
  micro: number;
  amountMicro: bigint;
}

/**
 * Forecasts what open deals come to. EMPIRICAL: by how this tenant's deals went, segment by segment. SCOPE_BASED: by the rates that
 * a scenario states for each stage. The same deals give the same figures, in any order (PLAN-1).
 */
export function forecastOf(deals: readonly DealFact[], basis: ForecastBasis): Forecast {
  const { all, bySegment } = historiesOf(deals, basis.today);
  const samples = samplesOf(all, bySegment, deals, basis);
  const expected = new Map<string, Expected>();
  for (const deal of deals) {
    if (deal.status !== 'open') continue;
    const chances =
      basis.mode === 'EMPIRICAL'
        ? empirical(deal, basis.today, { all, own: bySegment.get(deal.segment) ?? all }, samples)
        : scopeBased(deal, basis, samples);
    if (chances.length === 0) continue;
    const amount = deal.amountMinor ?? bySegment.get(deal.segment)?.meanWonAmountMinor ?? all.meanWonAmountMinor;
    if (amount === null) samples.withoutAmount++;
    for (const { day, micro } of chances) add(expected, monthOfDay(day), deal.segment, micro, amount ?? 0);
  }
  return { ...monthly(expected, basis.today), capacity: capacityOf(expected, basis), samples };
}

function historiesOf(deals: readonly DealFact[], today: Day) {
  const all = new DealHistory();
  const bySegment = new Map<string, DealHistory>();
  for (const deal of deals) {
    const own = bySegment.get(deal.segment) ?? new DealHistory();
    bySegment.set(deal.segment, own);
    all.add(deal, today);
    own.add(deal, today);
  }
  return { all, bySegment };
}

function samplesOf(
  all: DealHistory,
  bySegment: ReadonlyMap<string, DealHistory>,
  deals: readonly DealFact[],
  { otherCurrency }: ForecastBasis,
): ForecastSamples {
  const of = ({ wonCount: won, lostCount: lost, medianCycleDays }: DealHistory) => ({ won, lost, medianCycleDays });
  const openOf = (segment?: string) =>
    deals.filter((deal) => deal.status === 'open' && (segment === undefined || deal.segment === segment)).length;
  const segments = [...bySegment].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    won: all.wonCount,
    lost: all.lostCount,
    open: openOf(),
    segments: segments.map(([segment, history]) => ({ segment, open: openOf(segment), ...of(history) })),
    byWholeHistory: 0,
    leftOut: { withoutEngageDate: 0, olderThanHistory: 0, withoutRate: 0, otherCurrency },
    withoutAmount: 0,
  };
}

type Chance = { day: Day; micro: number };

function empirical(
  { engageDate }: DealFact,
  today: Day,
  { all, own }: { all: DealHistory; own: DealHistory },
  samples: ForecastSamples,
): Chance[] {
  if (engageDate === null) {
    samples.leftOut.withoutEngageDate++;
    return [];
  }
  const age = Math.max(0, daysBetween(engageDate, today));
  const isOwn = own.closedFrom(age) >= FEWEST_CLOSED;
  if (!isOwn && all.closedFrom(age) < FEWEST_CLOSED) {
    samples.leftOut.olderThanHistory++;
    return [];
  }
  if (!isOwn) samples.byWholeHistory++;
  const begun = dayAfter(today, -age);
  return [...(isOwn ? own : all).winChances(age)].map(([days, chance]) => ({
    day: dayAfter(begun, days),
    micro: Math.round(chance * WHOLE),
  }));
}

function scopeBased(
  { stage, engageDate }: DealFact,
  { today, rates }: ForecastBasis,
  samples: ForecastSamples,
): Chance[] {
  const rate = rates.find((one) => one.stage === stage);
  if (!rate) {
    samples.leftOut.withoutRate++;
    return [];
  }
  const due = dayAfter(engageDate ?? today, rate.cycleDays);
  return [{ day: due < today ? today : due, micro: rate.winRateBp * (WHOLE / 10_000) }];
}

function add(expected: Map<string, Expected>, month: Month, segment: string, micro: number, amount: number): void {
  const key = `${month} ${segment}`;
  const before = expected.get(key) ?? { micro: 0, amountMicro: 0n };
  expected.set(key, {
    micro: before.micro + micro,
    amountMicro: before.amountMicro + BigInt(amount) * BigInt(micro),
  });
}

const figures = ({ micro, amountMicro }: Expected) => ({
  dealsMilli: Math.round(micro / 1_000),
  amountMinor: Number((amountMicro + BigInt(WHOLE / 2)) / BigInt(WHOLE)),
});

function monthly(expected: ReadonlyMap<string, Expected>, today: Day): Pick<Forecast, 'lines' | 'beyond'> {
  const last = monthsFrom(today, MONTHS).at(-1) ?? '';
  const beyond: Expected = { micro: 0, amountMicro: 0n };
  const lines: ForecastLine[] = [];
  for (const [key, of] of [...expected].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const month = key.slice(0, 7);
    if (month <= last) lines.push({ month, segment: key.slice(8), ...figures(of) });
    else {
      beyond.micro += of.micro;
      beyond.amountMicro += of.amountMicro;
    }
  }
  return { lines, beyond: figures(beyond) };
}

function capacityOf(
  expected: ReadonlyMap<string, Expected>,
  { today, lines, tokensPerDeal }: ForecastBasis,
): CapacityBalance[] {
  return monthsFrom(today, MONTHS).map((month) => {
    const sum = (of: 'supply' | 'demand') =>
      lines.reduce((total, line) => (line.month === month ? total + line[of] : total), 0);
    let micro = 0;
    for (const [key, one] of expected) if (key.startsWith(month)) micro += one.micro;
    const forecastDemand = tokensPerDeal === null ? null : Math.ceil((micro * tokensPerDeal) / WHOLE);
    const [supply, demand] = [sum('supply'), sum('demand')];
    return { month, supply, demand, forecastDemand, balance: supply - demand - (forecastDemand ?? 0) };
  });
}
