import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CandidateRow, ManagerRow } from '../../cypher/rows.js';
import { askedIn, type Pool } from './resolve-approvers.js';
import { type ApproverResolution, DEFAULT_SETTINGS } from './settings.js';

const { approvers } = DEFAULT_SETTINGS;
const NOBODY = new Set<string>();
const pool = (given: Partial<Pool> = {}): Pool => ({
  managers: [],
  candidates: [],
  rolesHeld: ['finance', 'legal', 'vp_sales'],
  region: null,
  country: null,
  ...given,
});
const manager = (id: string, level: number, roles = ['sales_manager']): ManagerRow => ({ id, level, roles });
const lawyer = (id: string, more: Partial<CandidateRow> = {}): CandidateRow => ({
  id,
  handle: id,
  roles: ['legal'],
  teams: [],
  ...more,
});
const legalBy = (by: Partial<ApproverResolution>): ApproverResolution => ({ ...approvers.LEGAL, ...by });

describe('up the reporting line', () => {
  const line = [
    manager('far', 3),
    manager('near', 1, ['ae']),
    manager('mid', 2),
    manager('admin', 1, ['sales_manager', 'revops_admin']),
  ];
  const askedAt = (level: number, excluded = NOBODY) =>
    askedIn('SALES_MANAGER', { ...approvers.SALES_MANAGER, level }, pool({ managers: line }), excluded).memberIds;

  it('the nearest from the level on who holds the role, made nothing of it and is no admin is asked', () => {
    expect(askedAt(1)).toEqual(['mid']);
    expect(askedAt(3)).toEqual(['far']);
    expect(askedAt(1, new Set(['mid']))).toEqual(['far']);
  });

  it('whoever holds the role is asked when nobody does there, and an admin names somebody when nobody does at all', () => {
    const elsewhere = [{ id: 'other', handle: 'other', roles: ['sales_manager'], teams: [] }];
    expect(askedIn('SALES_MANAGER', approvers.SALES_MANAGER, pool({ candidates: elsewhere }), NOBODY)).toMatchObject({
      isShared: true,
    });
    expect(askedIn('SALES_MANAGER', approvers.SALES_MANAGER, pool(), NOBODY)).toEqual({
      memberIds: [],
      needs: 1,
      vacancies: 1,
      isShared: false,
    });
  });
});

describe('people who are asked by name', () => {
  const candidates = [
    lawyer('a', { teams: ['emea'] }),
    lawyer('b', { teams: ['emea', 'us'] }),
    lawyer('c', { roles: ['finance'], teams: ['emea'] }),
    lawyer('d', { roles: ['legal', 'revops_admin'], teams: ['emea'] }),
  ];
  const asked = (resolution: Partial<ApproverResolution>, place: Partial<Pool> = {}, excluded = NOBODY) =>
    askedIn('LEGAL', legalBy(resolution), pool({ candidates, ...place }), excluded);

  it.each([
    ['a team', { by: 'team', team: 'emea' }, {}, ['a', 'b']],
    ['named users', { by: 'users', users: ['b', 'c', 'nobody'] }, {}, ['b']],
    [
      "the account's region",
      { by: 'region', regions: { 'US-CA': 'us', DE: 'emea' } },
      { region: 'US-CA', country: 'US' },
      ['b'],
    ],
    [
      'or its country',
      { by: 'region', regions: { 'US-CA': 'us', DE: 'emea' } },
      { region: 'DE-BY', country: 'DE' },
      ['a', 'b'],
    ],
    ['a region without a team', { by: 'region', regions: { DE: 'emea' } }, { country: 'FR' }, []],
    ['everybody with the role', { by: 'role', quorum: 'all' }, {}, ['a', 'b']],
  ] as const)('are those of %s who hold the role and are no admins', (_what, resolution, place, expected) => {
    expect(asked(resolution as unknown as Partial<ApproverResolution>, place).memberIds).toEqual(expected);
  });

  it('leave to an admin to name as many as the quorum lacks', () => {
    expect(asked({ by: 'team', team: 'emea', quorum: { atLeast: 3 } })).toMatchObject({ needs: 3, vacancies: 1 });
    expect(asked({ by: 'team', team: 'none', quorum: 'all' })).toMatchObject({ needs: 1, vacancies: 1 });
    const many = Array.from({ length: 51 }, (_, n) => lawyer(`l${n}`));
    expect(asked({ by: 'role', quorum: 'all' }, { candidates: many })).toMatchObject({ memberIds: [], vacancies: 1 });
  });

  it('are distinct, none of them made the quote, and with those to be named they are enough', () => {
    const quorums = fc.oneof(fc.constantFrom('any', 'all'), fc.record({ atLeast: fc.integer({ min: 1, max: 6 }) }));
    fc.assert(
      fc.property(fc.subarray(['a', 'b']), quorums, (makers, quorum) => {
        const { memberIds, needs, vacancies } = asked(
          { by: 'team', team: 'emea', quorum: quorum as ApproverResolution['quorum'] },
          {},
          new Set(makers),
        );
        expect(new Set(memberIds).size).toBe(memberIds.length);
        for (const maker of makers) expect(memberIds).not.toContain(maker);
        expect(memberIds.length + vacancies).toBeGreaterThanOrEqual(needs);
      }),
    );
  });
});
