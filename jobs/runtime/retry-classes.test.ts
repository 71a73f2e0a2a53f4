import { describe, expect, it } from '@jest/globals';
import { backoffDelay } from './retry-classes.js';

describe('the back-off', () => {
  const backoff = { baseMs: 1_000, maxMs: 60_000 };

  it('doubles, and its upper half is chance', () => {
    expect([1, 2, 3].map((attempt) => backoffDelay(backoff, attempt, () => 1))).toEqual([1_000, 2_000, 4_000]);
    expect([1, 2, 3].map((attempt) => backoffDelay(backoff, attempt, () => 0))).toEqual([500, 1_000, 2_000]);
  });

  it('never exceeds its bound', () => {
    expect([7, 40, 5_000].map((attempt) => backoffDelay(backoff, attempt, () => 1))).toEqual([60_000, 60_000, 60_000]);
  });
});
