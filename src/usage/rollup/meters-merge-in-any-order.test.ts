import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AGGREGATIONS } from '../meter.js';
import { Distinct } from './distinct.js';
import { decimalOf, unitsOf } from './exact-decimal.js';
import { type MeterKind, MeterSum } from './meter-sum.js';

interface Told {
  by: (string | null)[];
  value: number | string;
}

const kind: fc.Arbitrary<MeterKind> = fc.record({
  name: fc.constant('m'),
  version: fc.constant(1),
  aggregation: fc.constantFrom(...AGGREGATIONS),
  isGrouped: fc.constant(true),
  mostGroups: fc.integer({ min: 1, max: 6 }),
});
const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor', '__proto__', 'ä', '\ud800', null);
const told: fc.Arbitrary<Told> = fc.record({
  by: fc.tuple(names),
  value: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.constantFrom('0.000000000000000001'),
  ),
});

const measured = ({ aggregation }: MeterKind, value: Told['value']) =>
  aggregation === 'COUNT' ? null : aggregation === 'UNIQUE' ? String(value) : unitsOf(value);

function sumOf(kind: MeterKind, events: readonly Told[]): MeterSum {
  const sum = new MeterSum(kind);
  for (const { by, value } of events) sum.add(by, measured(kind, value));
  return sum;
}

/** Parts of events put together in the order in which they come, some after being stored. */
const together = (kind: MeterKind, parts: readonly MeterSum[]): MeterSum => {
  const whole = new MeterSum(kind);
  for (const [n, part] of parts.entries()) whole.merge(n % 2 ? MeterSum.decode(part.encode()) : part);
  return whole;
};

describe('sums of a meter', () => {
  it('are the same to the byte, however events are parted and in whatever order the parts are merged', () => {
    fc.assert(
      fc.property(kind, fc.array(fc.array(told)), fc.infiniteStream(fc.nat()), (of, parts, draws) => {
        const sums = parts.map((part) => sumOf(of, part));
        const order = sums.map((sum) => ({ sum, at: draws.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        const half = Math.floor(order.length / 2);
        const shuffled = order.map(({ sum }) => sum);
        const nested = together(of, [together(of, shuffled.slice(half)), together(of, shuffled.slice(0, half))]);
        expect(nested.encode()).toBe(sumOf(of, parts.flat()).encode());
        expect(MeterSum.decode(nested.encode()).encode()).toBe(nested.encode());
      }),
    );
  });

  it('tell the first groups by name exactly, and the rest as one', () => {
    const summing = kind.map((of) => ({ ...of, aggregation: 'SUM' as const }));
    fc.assert(
      fc.property(summing, fc.array(fc.array(told)), (of, parts) => {
        const whole = together(
          of,
          parts.map((part) => sumOf(of, part)),
        );
        const direct = new Map<string, bigint>();
        for (const { by, value } of parts.flat()) {
          const key = JSON.stringify(by);
          direct.set(key, (direct.get(key) ?? 0n) + (unitsOf(value) ?? 0n));
        }
        const inOrder = [...direct].sort(([a], [b]) => (a < b ? -1 : 1));
        const apart = inOrder
          .slice(0, of.mostGroups)
          .map(([key, units]) => ({ by: JSON.parse(key), value: decimalOf(units) }));
        const rest = inOrder.slice(of.mostGroups);
        expect(whole.groups().map(({ by, value }) => ({ by, value }))).toEqual(apart);
        expect(whole.rest()?.value ?? null).toBe(
          rest.length === 0 ? null : decimalOf(rest.reduce((sum, [, units]) => sum + units, 0n)),
        );
      }),
    );
  });

  it('count different values exactly while they are few, and within some percent when they are many', () => {
    for (const [there, most] of [
      [0, 64],
      [63, 64],
      [2_047, 2_048],
    ] as const) {
      const distinct = new Distinct(most);
      for (let n = 0; n < 3 * there; n++) distinct.add(`value ${n % Math.max(1, there)}`);
      expect(distinct.count()).toBe(there);
    }
    for (const many of [5_000, 100_000, 1_000_000]) {
      const distinct = new Distinct(2_048);
      for (let n = 0; n < many; n++) distinct.add(`value ${n}`);
      // Three standard errors of 1 / √2,048.
      expect(Math.abs(distinct.count() / many - 1)).toBeLessThan(3 / Math.sqrt(2_048));
    }
  });

  it('leave out what is no number that is told exactly', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, 1e300, 2 ** 53, '1e5', '', null, {}].map(unitsOf)).toEqual(
      Array(8).fill(null),
    );
    expect([12, -0.5, '-12.50', '0', -0].map((value) => decimalOf(unitsOf(value) ?? 1n))).toEqual([
      ...['12', '-0.5', '-12.5', '0', '0'],
    ]);
  });
});
