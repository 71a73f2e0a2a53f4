import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const operator = (handle: string) => ({ handle, roles: ['operator' as const, 'revops_admin' as const] });
const world = await createWorld({
  kind: 'OPERATORS',
  plan: 'trial',
  people: [operator('olga'), operator('omar'), { handle: 'ae', roles: ['ae'] }],
});
const { tenantId } = world;
const asked = { tenantId, reasonCode: 'SALES_CONCESSION' };
const TERMS = `{ terms { plan trialEndsAt zone monthBegins nearLimit announceAt withoutRedis
  quotas { name meter window level limit enforcement } grants { quota amount used } limits { imports exports activeUsers workspaces } } }`;

it('a trial, its upgrade, a custom quota and a grant go through the doors, and everybody of the tenant sees the terms', async () => {
  const [olga, omar, ae] = [await world.as('olga'), await world.as('omar'), await world.as('ae')];
  const agree = async (field: string, input: object) => {
    const { changeId } = await olga.mutate(field, { ...asked, ...input }, '... on TermsChangeProposed { changeId }');
    const confirm = { tenantId, changeId };
    expect(await olga.mutate('confirmTermsChange', confirm, '')).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect(await omar.mutate('confirmTermsChange', confirm, '')).toMatchObject({ __typename: 'TermsChangeInForce' });
  };
  const trial = await olga.mutate('createTrial', { tenantId, days: 7 }, '... on TrialCreated { endsAt }');
  expect(trial).toMatchObject({ endsAt: '2026-03-11T14:00:00.000Z' });
  const longer = await olga.mutate('extendTrial', { ...asked, days: 7 }, '... on TrialExtended { endsAt }');
  expect(longer).toMatchObject({ endsAt: '2026-03-18T14:00:00.000Z' });
  await agree('upgradeTrial', { plan: 'pro' });
  expect(await olga.mutate('cancelTrial', asked, '')).toMatchObject({ __typename: 'NoTrial' });
  await agree('setPlan', { plan: 'starter' });
  await agree('setCustomQuota', { quota: 'tokens', limit: 3_000_000_000 });
  await agree('grantQuota', { quota: 'tokens_per_day', amount: 4_000_000_000, expiresAt: '2026-04-01T00:00:00Z' });
  const { changeId } = await olga.mutate(
    'setPlan',
    { ...asked, plan: 'pro' },
    '... on TermsChangeProposed { changeId }',
  );

  const { data } = await ae.graphql(TERMS);
  expect(data.terms).toMatchObject({
    ...{ plan: 'starter', trialEndsAt: null, zone: 'America/New_York', monthBegins: 1, nearLimit: 8_000 },
    ...{ announceAt: [8_000, 10_000], withoutRedis: 'open' },
    grants: [{ quota: 'tokens_per_day', amount: 4_000_000_000, used: 0 }],
    limits: { imports: 100, exports: 50, activeUsers: 25, workspaces: 3 },
  });
  expect(data.terms.quotas[0]).toEqual({
    ...{ name: 'tokens_per_day', meter: 'tokens', window: 'day', level: 'tenant' },
    ...{ limit: 3_000_000_000, enforcement: 'hard' },
  });

  const changes = `query ($tenantId: ID!) { termsChanges(tenantId: $tenantId, state: PROPOSED, first: 1) {
    edges { node { id kind state plan reasonCode proposedBy asPlan } } pageInfo { hasNextPage } } }`;
  const listed = await omar.graphql(changes, { tenantId });
  expect(listed.data.termsChanges.edges).toEqual([
    {
      node: {
        ...{ id: changeId, kind: 'PLAN', state: 'PROPOSED', plan: 'pro', reasonCode: 'SALES_CONCESSION' },
        ...{ proposedBy: world.id('olga'), asPlan: false },
      },
    },
  ]);
  expect((await ae.graphql(changes, { tenantId })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await omar.mutate('withdrawTermsChange', { tenantId, changeId }, '')).toMatchObject({
    __typename: 'TermsChangeWithdrawn',
  });
}, 60_000);
