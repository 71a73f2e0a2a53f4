import { describe, expect, it } from '@jest/globals';
import { MOST_TRIES, waitAfter } from './retry-schedule.js';

const HOUR = 3_600_000;

describe('a delivery that fails', () => {
  it('is tried eight times over 22 to 28 hours', () => {
    const total = (random: () => number) =>
      Array.from({ length: MOST_TRIES - 1 }, (_, i) => waitAfter(i + 1, null, random) ?? Number.NaN).reduce(
        (a, b) => a + b,
      );
    expect(MOST_TRIES).toBe(8);
    expect(total(() => 0) / HOUR).toBeCloseTo(21.7, 0);
    expect(total(() => 1) / HOUR).toBeCloseTo(27.2, 0);
    expect(waitAfter(MOST_TRIES, null)).toBeNull();
  });

  it('waits for as long as its receiver asks, up to a day', () => {
    expect(waitAfter(1, 90_000)).toBe(90_000);
    expect(waitAfter(1, 1_000, () => 1)).toBe(5_000);
    expect(waitAfter(1, 99 * 24 * HOUR)).toBe(24 * HOUR);
    expect(waitAfter(MOST_TRIES, 90_000)).toBeNull();
  });
});
