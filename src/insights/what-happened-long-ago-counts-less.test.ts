import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decayedMilli, remainingMilli } from './decay.js';
import { type Measures, pointsOf, SIGNAL_NAMES, SIGNALS, scoreOf, utilisationSteps } from './score.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-04T15:00:00.000Z');
const age = fc.integer({ min: -DAY_MS, max: 60 * DAY_MS });
const halfLife = fc.integer({ min: 1, max: 90 });
const ages = fc.array(age, { maxLength: 40 });
const at = (some: number[]) => some.map((one) => NOW - one);

describe('what is left of a signal', () => {
  it.each([
    [0, 1_000],
    [7, 500],
    [14, 250],
    [21, 125],
    [70, 0],
    [-1, 1_000],
  ])('after %s days of a half-life of 7 is %s thousandths', (days, left) => {
    expect(remainingMilli(days * DAY_MS, 7)).toBe(left);
  });

  it('is half after each half-life, never more than all or less than nothing, and never grows', () => {
    fc.assert(
      fc.property(age, fc.nat(30 * DAY_MS), halfLife, (old, more, days) => {
        const left = remainingMilli(old, days);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(1_000);
        expect(remainingMilli(old + more, days)).toBeLessThanOrEqual(left);
        const half = remainingMilli(Math.max(0, old) + days * DAY_MS, days);
        expect(Math.abs(half - left / 2)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('adds up in any order, never falls with one more, and never grows with time', () => {
    fc.assert(
      fc.property(ages, age, fc.nat(30 * DAY_MS), halfLife, (some, one, later, days) => {
        const sum = decayedMilli(at(some), NOW, days);
        expect(decayedMilli(at([...some].reverse()), NOW, days)).toBe(sum);
        expect(decayedMilli(at([...some, one]), NOW, days)).toBeGreaterThanOrEqual(sum);
        expect(decayedMilli(at(some), NOW + later, days)).toBeLessThanOrEqual(sum);
      }),
    );
  });
});

const measures: fc.Arbitrary<Measures> = fc.record(
  Object.fromEntries(
    SIGNAL_NAMES.map((name) => [
      name,
      fc
        .record({ count: fc.nat(200) })
        .map(({ count }) =>
          SIGNALS[name].halfLifeDays === null ? { count } : { count, decayedMilli: Math.floor(count * 371.5) },
        ),
    ]),
  ),
  { requiredKeys: [] },
);

describe('a score', () => {
  it('is the sum of its points, each within its cap and made of its weight and what is weighed', () => {
    fc.assert(
      fc.property(measures, (measured) => {
        const points = pointsOf(measured);
        expect(scoreOf(points)).toBe(points.reduce((sum, one) => sum + one.points, 0));
        for (const one of points) {
          expect(one.points).toBe(Math.min(one.most, Math.floor(one.weight * one.weighed + 1e-9)));
          expect(one.points).toBeGreaterThan(0);
          expect(one.because).toContain(`${one.count} `);
        }
        expect(points.map((one) => one.points)).toEqual(points.map((one) => one.points).sort((a, b) => b - a));
      }),
    );
  });

  it('never falls when more was measured', () => {
    fc.assert(
      fc.property(measures, fc.constantFrom(...SIGNAL_NAMES), fc.nat(50), (measured, name, more) => {
        const before = measured[name] ?? { count: 0 };
        const after = { ...before, count: before.count + more };
        if (before.decayedMilli !== undefined) after.decayedMilli = before.decayedMilli + more;
        expect(scoreOf(pointsOf({ ...measured, [name]: after }))).toBeGreaterThanOrEqual(scoreOf(pointsOf(measured)));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(pointsOf({ BLOCKED_ATTEMPTS: { count: 0 } })).toEqual([]);
  });

  it('says in a sentence what it is made of', () => {
    const told = pointsOf({
      BLOCKED_ATTEMPTS: { count: 1 },
      UPGRADE_CLICKS: { count: 3, decayedMilli: 2_375 },
      PAYWALL_VIEWS: { count: 9, decayedMilli: 9_000 },
    });
    expect(told.map(({ points, because }) => [points, because])).toEqual([
      [19, '3 clicks on an upgrade, which come to 2.375 by a half-life of 7 days: 8 each.'],
      [12, '9 looks at a paywall, which come to 9 by a half-life of 7 days: 3 each, 12 at most.'],
      [2, '1 attempt without a decision seat: 2 each.'],
    ]);
  });

  it.each([
    [null, 0],
    [0, 0],
    [7_000, 0],
    [7_299, 0],
    [7_300, 1],
    [10_000, 10],
  ])('counts a utilisation of %s basis points as %s steps', (utilisationBp, steps) => {
    expect(utilisationSteps(utilisationBp)).toBe(steps);
  });
});
