import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Sketch } from './sketch.js';

const latency = fc.double({ min: 0, max: 86_400_000, noNaN: true });
const sketchOf = (values: readonly number[]): Sketch => {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
};

describe('a sketch of latencies', () => {
  it('gives each quantile within 1 % of an exact sort', () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, place) => {
        const exact = values.toSorted((a, b) => a - b)[Math.floor(place * (values.length - 1))] ?? 0;
        const told = sketchOf(values).quantiles([place])[0] ?? Number.NaN;
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(0.010001 * exact, 0.001));
      }),
    );
  });

  it('is the same, to the byte, however it was put together', () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency), (some, others) => {
        const together = sketchOf(others);
        together.merge(Sketch.decode(sketchOf(some).encode()));
        expect(together.encode()).toEqual(sketchOf([...some, ...others]).encode());
        expect(Sketch.decode(together.encode()).count).toBe(some.length + others.length);
      }),
    );
  });

  it('gives several quantiles at once as it gives each', () => {
    const places = [0, 0.5, 0.5, 0.95, 0.99, 1];
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1 }), (values) => {
        const each = places.map((place) => sketchOf(values).quantiles([place])[0]);
        expect(Sketch.decode(sketchOf(values).encode()).quantiles(places)).toEqual(each);
      }),
    );
  });

  it('keeps counts that are great', () => {
    const sketch = sketchOf([12]);
    for (let doubled = 0; doubled < 40; doubled++) sketch.merge(Sketch.decode(sketch.encode()));
    expect(Sketch.decode(sketch.encode()).count).toBe(2 ** 40);
  });

  it('has no quantile of nothing', () => {
    expect(new Sketch().quantiles([0.5, 0.99])).toEqual([null, null]);
    expect(Sketch.decode(new Int8Array(0)).count).toBe(0);
  });
});
