import { describe, expect, it } from '@jest/globals';
import { hasRoom, nearLimit, utilisationBp } from './seat-book.js';

describe('a seat book', () => {
  it.each([
    [10, 8, 1, false],
    [10, 9, 1, true],
    [10, 10, 1, true],
    [1, 0, 1, false],
    [1, 1, 1, true],
    [0, 0, 1, false],
    [10, 7, 3, true],
    [null, 500, 1, false],
  ])('of limit %p with %p used and %p seats left as the bound is near its limit: %p', (limit, used, left, near) => {
    expect(nearLimit({ limit, used }, left)).toBe(near);
  });

  it('tells its use in basis points, and nothing for an unlimited or zero limit', () => {
    expect(utilisationBp({ limit: 3, used: 2 })).toBe(6666);
    expect(utilisationBp({ limit: 4, used: 4 })).toBe(10_000);
    expect(utilisationBp({ limit: null, used: 4 })).toBeNull();
    expect(utilisationBp({ limit: 0, used: 0 })).toBeNull();
  });

  it('has room up to its limit, inclusive', () => {
    expect(hasRoom({ limit: 2, used: 1 })).toBe(true);
    expect(hasRoom({ limit: 2, used: 2 })).toBe(false);
    expect(hasRoom({ limit: null, used: 1_000_000 })).toBe(true);
  });
});
