import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayAfter } from './calendar.js';
import type { DealFact } from './deal-history.js';
import { type ForecastBasis, forecastOf } from './forecast.js';

const TODAY = '2026-03-15';
const ENGAGED = '2025-01-01';

const closed = (status: 'won' | 'lost', days: number, changes: Partial<DealFact> = {}): DealFact => ({
  stage: status,
  status,
  segment: 'smb',
  amountMinor: 1_000,
  engageDate: ENGAGED,
  closeDate: dayAfter(ENGAGED, days),
  ...changes,
});
const open = (age: number, changes: Partial<DealFact> = {}): DealFact => ({
  ...closed('won', 0),
  stage: 'Engaging',
  status: 'open',
  engageDate: dayAfter(TODAY, -age),
  closeDate: null,
  ...changes,
});
const times = <T>(n: number, make: (n: number) => T): T[] => Array.from({ length: n }, (_, at) => make(at));
const basis = (changes: Partial<ForecastBasis> = {}): ForecastBasis => ({
  mode: 'EMPIRICAL',
  today: TODAY,
  rates: [],
  lines: [],
  tokensPerDeal: null,
  otherCurrency: 0,
  ...changes,
});

describe('an empirical forecast', () => {
  it('gives a new deal the share that was won, in the month in which such deals were', () => {
    const history = [...times(30, () => closed('won', 40)), ...times(10, () => closed('lost', 20))];
    const { lines, samples } = forecastOf([...history, open(0)], basis());
    expect(lines).toEqual([{ month: '2026-04', segment: 'smb', dealsMilli: 750, amountMinor: 750 }]);
    expect(samples).toMatchObject({ won: 30, lost: 10, open: 1, byWholeHistory: 0 });
    expect(samples.segments).toEqual([{ segment: 'smb', won: 30, lost: 10, open: 1, medianCycleDays: 40 }]);
  });

  it('knows that a deal which outlived the losses is likelier won', () => {
    const history = [...times(30, () => closed('won', 40)), ...times(10, () => closed('lost', 20))];
    expect(forecastOf([...history, open(30)], basis()).lines).toEqual([
      { month: '2026-03', segment: 'smb', dealsMilli: 1_000, amountMinor: 1_000 },
    ]);
  });

  it('counts deals that are open still for as long as they were seen', () => {
    const history = [...times(20, () => closed('won', 10)), ...times(20, () => closed('lost', 30))];
    const expected = (openStill: DealFact[]) =>
      forecastOf([...history, ...openStill, open(0)], basis()).lines[0]?.dealsMilli;
    expect(expected([])).toBe(500);
    expect(expected(times(20, () => open(20)))).toBe(333);
  });

  it('says nothing of what its history does not tell, and how much that is', () => {
    const history = times(19, () => closed('won', 10));
    const { lines, samples } = forecastOf([...history, open(0), open(5, { engageDate: null })], basis());
    expect(lines).toEqual([]);
    expect(samples.leftOut).toEqual({ withoutEngageDate: 1, olderThanHistory: 1, withoutRate: 0, otherCurrency: 0 });
  });

  it('takes the whole history for a segment that closed too few, and the mean amount where a deal has none', () => {
    const history = [
      ...times(20, () => closed('won', 10)),
      closed('won', 10, { segment: 'enterprise', amountMinor: 9_000 }),
    ];
    const { lines, samples } = forecastOf([...history, open(0, { segment: 'enterprise', amountMinor: null })], basis());
    expect(lines).toEqual([{ month: '2026-03', segment: 'enterprise', dealsMilli: 1_000, amountMinor: 9_000 }]);
    expect(samples.byWholeHistory).toBe(1);
  });
});

describe('a forecast by scope', () => {
  const rates = [{ stage: 'Engaging', winRateBp: 2_500, cycleDays: 30 }];

  it('multiplies the open pipeline by the stated rates; what is overdue is due now', () => {
    const deals = [open(0), open(90), open(0, { stage: 'Prospecting' })];
    const { lines, samples } = forecastOf(deals, basis({ mode: 'SCOPE_BASED', rates }));
    expect(lines).toEqual([
      { month: '2026-03', segment: 'smb', dealsMilli: 250, amountMinor: 250 },
      { month: '2026-04', segment: 'smb', dealsMilli: 250, amountMinor: 250 },
    ]);
    expect(samples.leftOut.withoutRate).toBe(1);
  });

  it('is held against capacity in tokens', () => {
    const line = { id: 'l', version: 1, createdAt: '', scenarioId: 's', teamId: '', role: 'ae', month: '2026-03' };
    const { capacity } = forecastOf(
      times(4, () => open(90)),
      basis({ mode: 'SCOPE_BASED', rates, tokensPerDeal: 30, lines: [{ ...line, supply: 100, demand: 80 }] }),
    );
    expect(capacity[0]).toEqual({ month: '2026-03', supply: 100, demand: 80, forecastDemand: 30, balance: -10 });
    expect(capacity).toHaveLength(12);
  });
});

it('never expects more deals than are open, and gives the same in any order', () => {
  const deal = fc.oneof(
    fc
      .record({ won: fc.boolean(), days: fc.nat(400), segment: fc.constantFrom('a', 'b') })
      .map(({ won, days, segment }) => closed(won ? 'won' : 'lost', days, { segment })),
    fc
      .record({ age: fc.nat(500), segment: fc.constantFrom('a', 'b') })
      .map(({ age, segment }) => open(age, { segment })),
  );
  const dealsAndOrder = fc
    .array(deal, { maxLength: 120 })
    .chain((deals) => fc.tuple(fc.constant(deals), fc.shuffledSubarray(deals, { minLength: deals.length })));
  fc.assert(
    fc.property(dealsAndOrder, ([deals, shuffled]) => {
      const forecast = forecastOf(deals, basis());
      expect(forecastOf(shuffled, basis())).toEqual(forecast);
      const expected = forecast.lines.reduce((sum, { dealsMilli }) => sum + dealsMilli, forecast.beyond.dealsMilli);
      const { open: opened, leftOut } = forecast.samples;
      const forecastable = opened - leftOut.olderThanHistory - leftOut.withoutEngageDate;
      expect(expected).toBeLessThanOrEqual(forecastable * 1_000 + forecast.lines.length + 1);
    }),
  );
});
