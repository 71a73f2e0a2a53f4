import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findingsOf } from '../kit/findings.js';
import { CONFIG, World } from '../kit/fresh-world.js';
import { receiptsOf } from './receipts-of.js';

/** A trial: 10 imports, 5 exports and 5 new users a month, 1 workspace. Three of the users are there from its first day. */
const PEOPLE = ['admin', 'admin2', 'ada'].map((handle) => ({ handle, roles: ['revops_admin' as const] }));
const open = () => World.create({ plan: 'trial', people: PEOPLE, config: `${CONFIG}\nquotas: {near_limit: 0.6}\n` });

describe('the plan of a month', () => {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.close());

  const usage = async (month?: string) => {
    const { getUsage } = await (await world.as('ada')).ask(
      'query($month: DateTime) { getUsage(month: $month) { imports exports activeUsers limits { name limit used remaining percentage isNearLimit } } }',
      { month },
    );
    return getUsage;
  };
  const near = async (quotaKey: string) =>
    (
      await (
        await world.as('ada')
      ).ask('query($quotaKey: PlanLimit!) { isNearLimit(quotaKey: $quotaKey) }', {
        quotaKey,
      })
    ).isNearLimit;
  const told = (step: string) => receiptsOf(world, step);
  const exportNow = async () => (await world.as('ada')).http('GET', '/v1/receipts/export');
  const importNow = async (sku: string) =>
    (await world.as('ada')).http('POST', '/v1/imports/products', {
      body: `sku,name,price\n${sku},P,10\n`,
      headers: { 'content-type': 'text/csv' },
    });

  it('shows what is counted under its limits, the first seats among them', async () => {
    expect(await usage()).toEqual({
      imports: 0,
      exports: 0,
      activeUsers: 3,
      limits: [
        { name: 'IMPORTS', limit: 10, used: 0, remaining: 10, percentage: 0, isNearLimit: false },
        { name: 'EXPORTS', limit: 5, used: 0, remaining: 5, percentage: 0, isNearLimit: false },
        { name: 'ACTIVE_USERS', limit: 5, used: 3, remaining: 2, percentage: 6_000, isNearLimit: true },
        { name: 'WORKSPACES', limit: 1, used: 0, remaining: 1, percentage: 0, isNearLimit: false },
      ],
    });
  });

  it('lets as many exports through as it allows, of those who race', async () => {
    expect(await near('EXPORTS')).toBe(false);
    const answers = await Promise.all(Array.from({ length: 12 }, exportNow));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(await refused?.json()).toEqual({
      error: {
        code: 'PLAN_LIMIT_REACHED',
        message: 'The plan allows 5 exports this month; ask the operator for more.',
        limit_name: 'exports',
        limit: 5,
        used: 5,
        resets_at: '2026-04-01T04:00:00.000Z',
      },
    });
    expect(await usage()).toMatchObject({ exports: 5 });
    expect(await near('EXPORTS')).toBe(true);
    expect(await told('EXPORT_RECEIPTS')).toHaveLength(5);
    const blocked = await told('BLOCK_EXPORT');
    expect(blocked).toHaveLength(7);
    expect(blocked[0]).toMatchObject({
      outcome: 'BLOCKED',
      business: { event: 'export_blocked', reason: 'PLAN_LIMIT_REACHED', limit: 5, used: 5, plan: 'trial' },
    });
  });

  it('lets as many imports through as it allows, those under way among them', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => importNow(`p${n}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(200), ...Array(4).fill(429)]);
    expect(await usage()).toMatchObject({ imports: 10 });
    expect(await told('RUN_IMPORT')).toHaveLength(10);
    expect(await told('BLOCK_IMPORT')).toHaveLength(4);
  });

  it('gives a seat to no more new users than it allows, one by one or from a file', async () => {
    world.clock.set('2026-03-31T20:00:00.000Z');
    const admin = await world.as('admin');
    const userIds: string[] = [];
    for (const handle of ['u1', 'u2', 'u3']) {
      const made = await admin.mutate('createUser', { handle, name: handle }, '... on UserCreated { userId }');
      userIds.push(made.userId);
    }
    const give = (userId: string, type: string) =>
      admin.mutate('assignSeat', { userId, type }, '... on PlanLimitReached { limitName limit used resetsAt }');
    const answers = await Promise.all(userIds.map((userId) => give(userId, 'OBSERVER')));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'PlanLimitReached',
      'SeatAssigned',
      'SeatAssigned',
    ]);
    expect(answers.find(({ __typename }) => __typename === 'PlanLimitReached')).toMatchObject({
      limitName: 'ACTIVE_USERS',
      limit: 5,
      used: 5,
      resetsAt: '2026-04-01T04:00:00.000Z',
    });
    const seated = answers.findIndex(({ __typename }) => __typename === 'SeatAssigned');
    expect(await give(userIds[seated] ?? '', 'DECISION')).toMatchObject({ __typename: 'SeatAssigned' });
    expect(await told('BLOCK_INVITATION')).toMatchObject([
      { outcome: 'BLOCKED', business: { event: 'invite_attempt_blocked', limit_name: 'active_users' } },
    ]);
  });

  it('has room again in the next month of the zone, and not an hour before', async () => {
    world.clock.set('2026-04-01T03:59:00.000Z');
    expect((await exportNow()).status).toBe(429);
    world.clock.set('2026-04-01T04:00:00.000Z');
    expect((await exportNow()).status).toBe(200);
    expect((await importNow('april')).status).toBe(200);
    expect(await usage()).toMatchObject({ imports: 1, exports: 1, activeUsers: 0 });
    expect(await usage('2026-03-10T00:00:00Z')).toMatchObject({ imports: 10, exports: 5, activeUsers: 5 });
  });

  it('is told by receipts, from which the graph can be rebuilt', async () => {
    expect(await findingsOf(world)).toEqual([]);
  });
});

describe('a file of people', () => {
  it('brings as many new users with a seat as the plan allows, and says whom it left out', async () => {
    const world = await open();
    const admin = await world.as('admin');
    const people = `handle,name,seat\n${['a', 'b', 'c', 'd'].map((one) => `${one},${one},observer\n`).join('')}`;
    const answer = await admin.http('POST', '/v1/imports/users', {
      body: people,
      headers: { 'content-type': 'text/csv' },
    });
    const { counts, warnings } = (await answer.json()) as { counts: object; warnings: { reason: string }[] };
    expect(counts).toMatchObject({ created: 4 });
    expect(warnings.map(({ reason }) => reason)).toEqual([
      'the plan allows 5 new users with a seat this month',
      'the plan allows 5 new users with a seat this month',
    ]);
    expect(await receiptsOf(world, 'BLOCK_INVITATION')).toHaveLength(2);
    await world.close();
  });
});
