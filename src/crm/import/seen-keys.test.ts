import { describe, expect, it } from '@jest/globals';
import { SeenKeys } from './seen-keys.js';

describe('keys seen in a file', () => {
  it('tells where a key was before, and whether the row said the same', () => {
    const seen = new SeenKeys();
    expect(seen.add('a', 'one', 2)).toBeNull();
    expect(seen.add('b', 'one', 3)).toBeNull();
    expect(seen.add('a', 'one', 4)).toEqual({ line: 2, same: true });
    expect(seen.add('b', 'two', 5)).toEqual({ line: 3, same: false });
  });

  it('keeps all of them while it grows', () => {
    const seen = new SeenKeys();
    for (let n = 1; n <= 20_000; n++) expect(seen.add(`key ${n}`, '', n)).toBeNull();
    expect(seen.add('key 1', '', 20_001)).toEqual({ line: 1, same: true });
    expect(seen.has('key 19999')).toBe(true);
    expect(seen.has('key 20001')).toBe(false);
  });
});
