import { describe, expect, it } from '@jest/globals';
import { CONFIG_TRANSITIONS, configAfter } from './config-version.js';

describe('a version of the configuration', () => {
  it('goes from draft to active to retired, and never back', () => {
    expect(configAfter('DRAFT', 'schedule')).toBe('SCHEDULED');
    expect(configAfter('SCHEDULED', 'activate')).toBe('ACTIVE');
    expect(configAfter('SCHEDULED', 'unschedule')).toBe('DRAFT');
    expect(configAfter('DRAFT', 'activate')).toBe('ACTIVE');
    expect(configAfter('ACTIVE', 'replace')).toBe('RETIRED');
    for (const [state, event] of [
      ['DRAFT', 'replace'],
      ['ACTIVE', 'activate'],
      ['RETIRED', 'activate'],
      ['RETIRED', 'replace'],
      ['RETIRED', 'schedule'],
      ['ACTIVE', 'unschedule'],
      ['SCHEDULED', 'schedule'],
    ] as const) {
      expect(configAfter(state, event)).toBeNull();
    }
  });

  it('leads to states of the table alone, each of them reached', () => {
    const reached = Object.values(CONFIG_TRANSITIONS).flatMap((events) => Object.values(events));
    expect(new Set([...reached, 'DRAFT'])).toEqual(new Set(Object.keys(CONFIG_TRANSITIONS)));
  });
});
