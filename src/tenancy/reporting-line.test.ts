import { describe, expect, it } from '@jest/globals';
import { closesCircle } from './reporting-line.js';

describe('closesCircle', () => {
  const lines = new Map([
    ['rep', 'manager'],
    ['manager', 'vp'],
  ]);

  it('sees that a manager reports to the user, at any distance', () => {
    expect(closesCircle(lines, 'vp', 'rep')).toBe(true);
    expect(closesCircle(lines, 'manager', 'rep')).toBe(true);
    expect(closesCircle(lines, 'vp', 'vp')).toBe(true);
  });

  it('lets everything else be', () => {
    expect(closesCircle(lines, 'rep', 'vp')).toBe(false);
    expect(closesCircle(lines, 'someone', 'rep')).toBe(false);
  });
});
