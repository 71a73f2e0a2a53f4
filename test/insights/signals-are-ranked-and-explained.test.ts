import { beforeAll, describe, expect, it } from '@jest/globals';
import { tellQuotas } from '../../src/entitlements/index.js';
import { createWorld, type Person } from '../kit/world.js';
import { event, keyOf, post } from '../usage/events.js';
import { accountOf, ask, pointsBySignal, signalsFor, tryWithoutSeat } from './linked-worlds.js';

const DAY_MS = 86_400_000;

const PEOPLE: Person[] = [
  { handle: 'admin', roles: ['revops_admin'] },
  { handle: 'admin2', roles: ['revops_admin'] },
  { handle: 'ae', roles: ['ae'] },
  { handle: 'auditor', roles: ['auditor'], seat: 'OBSERVER' },
  { handle: 'olaf', roles: ['ae'], seat: 'OBSERVER' },
  { handle: 'oda', roles: ['ae'], seat: 'OBSERVER' },
];
/** Three of five seats are used: near nothing. */
const world = await createWorld({ plan: 'starter', seatLimit: 5, people: PEOPLE });
const { composition, tenantId, clock } = world;
const admin = await world.as('admin');
const own = async () => signalsFor(await world.as('admin'), { scope: 'OWN' });
const whole = async () => (await own()).find(({ subject }) => subject === 'OWN_TENANT');
let team: string;

beforeAll(async () => {
  team = (await admin.mutate('createTeam', { handle: 'field', name: 'Field' }, '... on TeamCreated { teamId }')).teamId;
  const of = { teamId: team, userId: world.id('olaf') };
  await admin.mutate('addTeamMember', of, '');
});

describe('a tenant in which nothing happened', () => {
  it('has no points, and says so', async () => {
    expect(await own()).toEqual([
      expect.objectContaining({
        ...{ subject: 'OWN_TENANT', id: tenantId, score: 0, points: [], blockedUsers: [], account: null },
        ...{ blockedAttempts: 0, nearLimit: false, utilisationBp: 6_000 },
      }),
    ]);
  });
});

describe('signals of one’s own tenant', () => {
  it('count attempts without a seat, and those who tried, with their receipts, teams and open deals', async () => {
    const account = await accountOf(world, 'Deal Place', { ownerId: team });
    await accountOf(world, 'Of Somebody Else', { ownerId: world.id('ae') });
    for (const [name, stage] of [
      ['Open one', 'Engaging'],
      ['Lost one', 'Lost'],
    ]) {
      const deal = { name, stage, accountId: account, ownerId: world.id('ae') };
      await admin.mutate('createOpportunity', deal, '... on OpportunityCreated { opportunityId }');
    }
    await tryWithoutSeat(world, 'olaf', 3);
    await tryWithoutSeat(world, 'oda', 1);
    const [tenant, ofTeam] = await own();
    expect(tenant).toMatchObject({ subject: 'OWN_TENANT', score: 20, blockedAttempts: 4 });
    expect(pointsBySignal(tenant)).toEqual({ BLOCKED_USERS: 12, BLOCKED_ATTEMPTS: 8 });
    expect(ofTeam).toMatchObject({ subject: 'TEAM', id: team, handle: 'field', score: 12, nearLimit: null });
    expect(ofTeam.points.map(({ because }: any) => because)).toEqual([
      '3 attempts without a decision seat: 2 each.',
      '1 user who wants a decision seat: 6 each.',
    ]);
    const [olaf, oda] = tenant.blockedUsers;
    expect(olaf).toMatchObject({ userId: world.id('olaf'), attempts: 3, teams: [{ id: team, handle: 'field' }] });
    expect(olaf.paths).toEqual([
      {
        accountId: account,
        account: { name: 'Deal Place', owner: { name: 'Field' } },
        openOpportunities: [{ name: 'Open one', status: 'OPEN' }],
      },
    ]);
    expect(oda).toMatchObject({ attempts: 1, teams: [], paths: [] });
    expect(olaf.user.name).toContain('olaf');
  });

  it('name as evidence the receipts that say so', async () => {
    const { points, blockedUsers } = await whole();
    const ids = points[0].evidence.concat(points[1].evidence).map(({ id }: any) => id);
    const rows = await world.cypher<{ id: string; step: string }>(
      'MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.id IN $ids RETURN r.id AS id, r.step AS step',
      { ids: [...ids, ...blockedUsers[0].receiptIds] },
    );
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(({ step }) => step))).toEqual(new Set(['BLOCK_SEAT']));
  });

  it('hold R0’s near limit and utilisation at their boundaries', async () => {
    const limit = async (seats: number) => {
      await world.cypher('MATCH (b:SeatBook {tenantId: $tenantId}) SET b.limit = $seats RETURN b.id AS id', { seats });
      const { nearLimit, utilisationBp, ...rest } = await whole();
      return [nearLimit, utilisationBp, pointsBySignal(rest).NEAR_SEAT_LIMIT, pointsBySignal(rest).SEAT_UTILISATION];
    };
    // Three are licensed: near from a limit of four on.
    expect(await limit(5)).toEqual([false, 6_000, undefined, undefined]);
    expect(await limit(4)).toEqual([true, 7_500, 20, 1]);
    expect(await limit(3)).toEqual([true, 10_000, 20, 10]);
    await limit(5);
  });

  it('tell quotas that were approached from those that were exceeded, each once', async () => {
    const check = (amounts: Record<string, number>) =>
      composition.quotas.check(tenantId, { subject: {}, amounts, mode: 'consume' });
    await check({ tokens: 80_000 });
    await tellQuotas(composition, tenantId);
    let [quota] = (await whole()).points.filter(({ about }: any) => about.length > 0);
    expect(quota).toMatchObject({ signal: 'QUOTAS_APPROACHING', points: 5, about: ['tokens_per_day'] });
    expect(quota.evidence).toHaveLength(1);
    await check({ tokens: 20_000 });
    await check({ tokens: 1 });
    await tellQuotas(composition, tenantId);
    [quota] = (await whole()).points.filter(({ about }: any) => about.length > 0);
    expect(quota).toMatchObject({ signal: 'QUOTAS_EXCEEDED', points: 10, about: ['tokens_per_day'] });
    expect(pointsBySignal(await whole()).QUOTAS_APPROACHING).toBeUndefined();
  });

  it('count what the plan had no room for, our own refusals and what others tell', async () => {
    const key = await keyOf(world, ['events:write']);
    expect((await post(world, key, event('create_hotel_attempt'))).outcomes).toEqual(['accepted']);
    const [points] = (await whole()).points.filter(({ signal }: any) => signal === 'LIMITS_REACHED');
    expect(points).toMatchObject({ points: 4, count: 1, evidence: [{ kind: 'EVENT' }] });
  });

  it('count clicks and looks by their half-life, and what was voided not at all', async () => {
    const key = await keyOf(world, ['events:write']);
    const ago = (days: number) => new Date(clock.now() - days * DAY_MS).toISOString();
    const clicks = [0, 7, 14].map((days) => event('upgrade_click', { occurred_at: ago(days) }));
    const late = event('upgrade_click', { occurred_at: ago(31) });
    const view = event('paywall_view', { session_id: 's', user_id: 'u' });
    const sent = await post(world, key, { events: [...clicks, late, view] });
    expect(sent.outcomes?.slice(0, 3)).toEqual(['accepted', 'accepted', 'accepted']);
    const found = async (name: string) => (await whole()).points.find(({ signal }: any) => signal === name);
    expect(await found('UPGRADE_CLICKS')).toMatchObject({ count: 3, weighed: 1.75, points: 14, halfLifeDays: 7 });
    expect((await found('UPGRADE_CLICKS')).evidence).toHaveLength(3);
    expect(await found('PAYWALL_VIEWS')).toMatchObject({ count: 1, weighed: 1, points: 3 });
    const wrong = { events: [{ source: 'app', external_id: clicks[0]?.external_id }] };
    const gone = await fetch(`${world.url}/v1/events/void`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(wrong),
    });
    expect(await gone.json()).toMatchObject({ voided: 1 });
    expect(await found('UPGRADE_CLICKS')).toMatchObject({ count: 2, weighed: 0.75, points: 6 });
  });

  it('end with what is older than 30 days', async () => {
    clock.advance({ days: 30 });
    expect((await whole()).blockedAttempts).toBe(4);
    clock.advance({ days: 1 });
    const tenant = await whole();
    expect(tenant).toMatchObject({ blockedAttempts: 0, blockedUsers: [], points: [], score: 0 });
    expect(await own()).toHaveLength(1);
  });
});

describe('whoever asks', () => {
  it.each(['ae', 'olaf'])('%s without a role for it is refused', async (handle) => {
    const { errors } = await ask(await world.as(handle));
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('for another tenant, without being an operator, is refused alike whether it is there or not', async () => {
    for (const variables of [{ scope: 'LINKED' }, { tenantId }, { tenantId: 'nowhere' }]) {
      const { errors } = await ask(await world.as('auditor'), variables);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('for what cannot be is told so', async () => {
    for (const variables of [{ first: 0 }, { first: 101 }, { scope: 'OWN', tenantId }]) {
      const asked = `query($first: Int, $scope: ExpansionScope, $tenantId: ID) {
        expansionSignals(first: $first, scope: $scope, tenantId: $tenantId) { asOf } }`;
      const { errors } = await (await world.as('admin')).graphql(asked, variables);
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });
});
