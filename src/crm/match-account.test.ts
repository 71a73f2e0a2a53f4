import { describe, expect, it } from '@jest/globals';
import { decide } from './match-account.js';

const TIE_BREAKS = ['customer', 'open_opportunities', 'parent', 'oldest'] as const;

const row = (id: string, over: object = {}) => ({
  id,
  name: 'Acme',
  domain: null,
  criterion: 'name' as const,
  parentId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  customerStatus: 'prospect' as const,
  ownerId: null,
  ownerType: null,
  hasOpenOpportunity: false,
  score: 100,
  ...over,
});

describe('accounts that match equally well', () => {
  it('prefers the better score before any rule', () => {
    const match = decide([row('a', { score: 91, customerStatus: 'customer' }), row('b', { score: 95 })], TIE_BREAKS);
    expect(match).toMatchObject({ account: { accountId: 'b' }, decidedBy: null, conflict: [] });
  });

  it('asks the rules in the order of the tenant', () => {
    const customer = row('a', { customerStatus: 'customer' });
    const open = row('b', { hasOpenOpportunity: true });
    expect(decide([customer, open], TIE_BREAKS)).toMatchObject({ account: { accountId: 'a' }, decidedBy: 'customer' });
    expect(decide([customer, open], ['open_opportunities', 'customer'])).toMatchObject({
      account: { accountId: 'b' },
      decidedBy: 'open_opportunities',
    });
  });

  it('prefers a parent to its subsidiary, and the oldest at last', () => {
    const match = decide(
      [row('a', { parentId: 'x' }), row('b', { createdAt: '2026-02-01T00:00:00.000Z' }), row('c')],
      TIE_BREAKS,
    );
    expect(match).toMatchObject({ account: { accountId: 'c' }, decidedBy: 'oldest' });
  });

  it('calls only a tie through the whole list a conflict, and names all of it', () => {
    const match = decide([row('a'), row('b'), row('c', { parentId: 'x' })], TIE_BREAKS);
    expect(match.account).toBeNull();
    expect(match.conflict.map(({ accountId }) => accountId)).toEqual(['a', 'b']);
    expect(match.candidates).toHaveLength(3);
  });

  it('finds nothing among nothing', () => {
    expect(decide([], TIE_BREAKS)).toMatchObject({ account: null, conflict: [], candidates: [] });
  });
});
