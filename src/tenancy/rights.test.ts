import { describe, expect, it } from '@jest/globals';
import { API_KEY_SCOPES } from './api-key-scopes.js';
import { rights } from './rights.js';

describe('the rights table', () => {
  it('names scopes that an API key can have', () => {
    const named = Object.values(rights).flatMap(({ scope }) => scope ?? []);
    expect(named.filter((scope) => !(API_KEY_SCOPES as readonly string[]).includes(scope))).toEqual([]);
  });

  it('lets no API key change who may do what', () => {
    const closed = [
      'grantRole',
      'confirmRoleGrant',
      'endRoleGrant',
      'assignSeat',
      'createApiKey',
      'activateRevOpsConfig',
    ];
    expect(closed.filter((action) => rights[action as keyof typeof rights].scope !== null)).toEqual([]);
  });
});
