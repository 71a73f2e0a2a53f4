import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../kit/fresh-world.js';
import { receiptsOf } from './receipts-of.js';

const EXPORTED = '... on LicensedUsersExported { users csv } ... on PlanLimitReached { limitName used }';

describe("a tenant's seats", () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({
      plan: 'trial',
      seatLimit: 4,
      people: [
        { handle: 'admin', roles: ['revops_admin'] },
        { handle: 'admin2', roles: ['revops_admin'] },
        { handle: 'ae', roles: ['ae'] },
        { handle: 'observer', roles: ['ae'], seat: 'OBSERVER' },
      ],
    });
  });
  afterAll(() => world.close());

  it('are summed up by tier, limit, counts and utilisation, and listed by type', async () => {
    const people = '(first: 10) { edges { node { type user { handle } } } }';
    const { seats } = await (await world.as('observer')).ask(
      `{ seats { tier limit used observers utilisationBp nearLimit licensed${people} observing${people} assigned${people} } }`,
    );
    const { licensed, observing, assigned, ...summary } = seats;
    expect(summary).toEqual({
      tier: 'trial',
      limit: 4,
      used: 3,
      observers: 1,
      utilisationBp: 7_500,
      nearLimit: true,
    });
    const handles = (list: { edges: { node: { user: { handle: string } } }[] }) =>
      list.edges.map(({ node }) => node.user.handle).sort();
    expect(handles(licensed)).toEqual(['admin', 'admin2', 'ae']);
    expect(handles(observing)).toEqual(['observer']);
    expect(handles(assigned)).toEqual(['admin', 'admin2', 'ae', 'observer']);
  });

  it('are exported with formulas escaped, counted once a key, and refused beyond the plan', async () => {
    const admin = await world.as('admin');
    await admin.mutate('updateUser', { userId: world.id('ae'), version: 1, name: '=HYPERLINK("http://x")' }, '');
    const first = await admin.mutate('exportLicensedUsers', { idempotencyKey: 'k' }, EXPORTED);
    expect(first.users).toBe(3);
    const lines = first.csv.split('\r\n');
    expect(lines[0]).toBe('user_id,handle,name,email,external_id,seat_type,since');
    expect(first.csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(first.csv).not.toContain('observer');
    expect((await admin.mutate('exportLicensedUsers', { idempotencyKey: 'k' }, EXPORTED)).csv).toBe(first.csv);
    expect(await receiptsOf(world, 'EXPORT_SEATS')).toMatchObject([
      { business: { event: 'export_success', users: 3 }, subjectId: world.id('admin') },
    ]);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => admin.mutate('exportLicensedUsers', {}, EXPORTED)),
    );
    expect(answers.filter(({ __typename }) => __typename === 'LicensedUsersExported')).toHaveLength(4);
    expect(answers.find(({ __typename }) => __typename === 'PlanLimitReached')).toMatchObject({
      limitName: 'EXPORTS',
      used: 5,
    });
    expect(await receiptsOf(world, 'BLOCK_EXPORT')).toHaveLength(2);
  });

  it('are exported by RevOps admins alone', async () => {
    const { errors } = await (await world.as('ae')).graphql(
      'mutation { exportLicensedUsers(input: {}) { __typename } }',
    );
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
