import { describe, expect, it } from '@jest/globals';
import type { TermInForce, TermsRow } from '../../../cypher/rows.js';
import { quotaTermsAt } from './terms.js';
import { limitsAt, nextEnd, planAt } from './terms-in-force.js';

const BEFORE = '2026-11-20T09:59:59.999Z';
const NOON = '2026-11-20T10:00:00.000Z';
const LATER = '2026-11-21T10:00:00.000Z';

const change = (given: Partial<TermInForce> & Pick<TermInForce, 'kind'>): TermInForce => ({
  id: `${given.kind}-${given.quota}`,
  quota: null,
  limit: null,
  asPlan: false,
  amount: null,
  expiresAt: null,
  ...given,
});

const terms = (given: Partial<TermsRow> = {}): TermsRow => ({
  plan: 'trial',
  trialEndsAt: null,
  changes: [],
  ...given,
});

const limitOf = (row: TermsRow, name: string, at: string) =>
  quotaTermsAt('t', row, null, at).quotas.find((quota) => quota.name === name)?.limit;

describe('what ends by itself', () => {
  it('is a trial: at its end nothing is allowed', () => {
    const row = terms({ trialEndsAt: NOON });
    expect(planAt(row, BEFORE)).toBe('trial');
    expect(planAt(row, NOON)).toBe('none');
    expect(limitOf(row, 'tokens_per_day', BEFORE)).toBe(10_000);
    expect(limitOf(row, 'tokens_per_day', NOON)).toBe(0);
    expect(limitsAt(row, NOON)).toEqual({ imports: 0, exports: 0, activeUsers: 0, workspaces: 0 });
  });

  it('is a custom quota: the plan holds again', () => {
    const row = terms({
      changes: [
        change({ kind: 'QUOTA', quota: 'tokens_per_day', limit: 7, expiresAt: NOON }),
        change({ kind: 'QUOTA', quota: 'active_users', limit: null }),
        change({ kind: 'QUOTA', quota: 'messages_per_day', asPlan: true }),
      ],
    });
    expect(limitOf(row, 'tokens_per_day', BEFORE)).toBe(7);
    expect(limitOf(row, 'tokens_per_day', NOON)).toBe(10_000);
    expect(limitOf(row, 'messages_per_day', BEFORE)).toBe(100);
    expect(limitsAt(row, NOON)).toEqual({ imports: 10, exports: 5, activeUsers: null, workspaces: 1 });
  });

  it('is a grant; the first to expire is spent first', () => {
    const row = terms({
      changes: [
        change({ kind: 'GRANT', id: 'late', quota: 'tokens_per_day', amount: 5, expiresAt: LATER }),
        change({ kind: 'GRANT', id: 'soon', quota: 'tokens_per_day', amount: 3, expiresAt: NOON }),
      ],
    });
    const grants = (at: string) => quotaTermsAt('t', row, null, at).grants.map(({ id }) => id);
    expect(grants(BEFORE)).toEqual(['soon', 'late']);
    expect(grants(NOON)).toEqual(['late']);
    expect([nextEnd(row, BEFORE), nextEnd(row, NOON), nextEnd(row, LATER)]).toEqual([NOON, LATER, null]);
  });

  it('is not the plan of a tenant that was opened before plans had limits: it keeps what it had', () => {
    const row = terms({ plan: 'demo' });
    expect(limitOf(row, 'tokens_per_day', NOON)).toBeNull();
    expect(limitsAt(row, NOON)).toEqual({ imports: null, exports: null, activeUsers: null, workspaces: null });
  });

  it('moves the version of the terms, which nothing else does', () => {
    const row = terms({ trialEndsAt: NOON });
    const version = (at: string) => quotaTermsAt('t', row, null, at).version;
    expect(version('2026-11-19T00:00:00.000Z')).toBe(version(BEFORE));
    expect(version(NOON)).not.toBe(version(BEFORE));
  });
});
