import { describe, expect, it } from '@jest/globals';
import { grantAfter, ROLE_GRANT_TRANSITIONS } from './role-grant.js';

describe('a role grant', () => {
  it('walks its table: proposed, confirmed, ended; what is over stays over', () => {
    expect(grantAfter('PENDING', 'confirm')).toBe('ACTIVE');
    expect(grantAfter('PENDING', 'end')).toBe('WITHDRAWN');
    expect(grantAfter('ACTIVE', 'end')).toBe('ENDED');
    for (const [state, event] of [
      ['ACTIVE', 'confirm'],
      ['ENDED', 'confirm'],
      ['ENDED', 'end'],
      ['WITHDRAWN', 'confirm'],
      ['WITHDRAWN', 'end'],
      ['UNHEARD_OF', 'confirm'],
    ] as const) {
      expect(grantAfter(state, event)).toBeNull();
    }
  });

  it('leads to states of the table alone, each of them reached', () => {
    const reached = Object.values(ROLE_GRANT_TRANSITIONS).flatMap((events) => Object.values(events));
    expect(new Set([...reached, 'PENDING'])).toEqual(new Set(Object.keys(ROLE_GRANT_TRANSITIONS)));
  });
});
