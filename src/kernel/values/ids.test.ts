import { describe, expect, it } from '@jest/globals';
import { version } from 'uuid';
import { newId } from './ids.js';

describe('newId', () => {
  it('draws UUIDs of version 7 that sort as they were drawn, and none twice', () => {
    const ids = Array.from({ length: 100_000 }, newId);
    expect(version(ids[0] as string)).toBe(7);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells when it was drawn', () => {
    const before = Date.now();
    const ms = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(ms).toBeGreaterThanOrEqual(before);
    // What is drawn at once may borrow from milliseconds to come.
    expect(ms).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it('hides its tail: the last 62 bits of two in a row share nothing but by chance', () => {
    const tails = new Set(Array.from({ length: 10_000 }, () => newId().slice(-12)));
    expect(tails.size).toBe(10_000);
  });
});
