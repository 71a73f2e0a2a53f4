import { describe, expect, it } from '@jest/globals';
import { type RightsHolder, refusalOf } from '../../src/kernel/rights.js';
import { rightFor } from './access.js';

const keyWith = (...scopes: string[]): RightsHolder => ({ type: 'api_key', roles: [], seat: null, scopes });
const refused = (anyScope: string[] | null, key: RightsHolder) =>
  refusalOf(key, rightFor({ seat: null, anyRole: null, anyScope }, key));

describe('a rule of several scopes', () => {
  it.each([['leads:write'], ['crm:write'], ['imports:write']])('admits a key that holds %s', (scope) => {
    expect(refused(['leads:write', 'crm:write', 'imports:write'], keyWith('read', scope))).toBeNull();
  });

  it('refuses a key that holds none of them', () => {
    expect(refused(['leads:write', 'crm:write'], keyWith('read', 'log:read'))).toEqual({ reason: 'SCOPE' });
    expect(refused(['leads:write', 'crm:write'], keyWith())).toEqual({ reason: 'SCOPE' });
  });

  it('of none admits no key, whatever it holds', () => {
    expect(refused(null, keyWith('read', 'leads:write'))).toEqual({ reason: 'SCOPE' });
    expect(refused([], keyWith('read'))).toEqual({ reason: 'SCOPE' });
  });

  it('asks of users what it asked before', () => {
    const rule = { seat: null, anyRole: ['ae' as const], anyScope: ['a', 'b'] };
    const user = { type: 'user' as const, roles: ['sdr' as const], seat: null, scopes: [] };
    expect(refusalOf(user, rightFor(rule, user))).toEqual({ reason: 'ROLE' });
  });
});
