import { describe, expect, it } from '@jest/globals';
import { monthOf } from './months.js';

describe('a month', () => {
  it('has one beginning, from whichever of its instants it is asked for, where midnight comes twice', () => {
    const november = { start: '2026-11-01T04:00:00.000Z', end: '2026-12-01T05:00:00.000Z' };
    for (const at of ['2026-11-01T04:00:00.000Z', '2026-11-01T05:30:00.000Z', '2026-12-01T04:59:59.999Z'])
      expect(monthOf(at, 'America/Havana')).toEqual(november);
    expect(monthOf('2026-11-01T03:59:59.999Z', 'America/Havana').end).toBe(november.start);
  });
});
