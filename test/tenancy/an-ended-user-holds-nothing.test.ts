import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignSeat, endUser, findCaller, seatUse } from '../../src/entitlements/index.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import {
  addTeamMember,
  createTeam,
  grantRole,
  holdingsAt,
  rolesAt,
  setReportsTo,
  teamsById,
} from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

describe('a user who was ended', () => {
  let world: TenancyWorld;
  let teamId = '';
  const id = (handle: string) => world.userIds[handle] ?? '';

  beforeAll(async () => {
    const manager = person('mia', { roles: ['sales_manager' as const], seat: 'DECISION' as const });
    world = await tenancyWorld({
      seatLimit: 1,
      users: [admin('ada'), admin('bob'), manager, person('vic'), person('rep')],
    });
    const ada = await world.caller('ada');
    const team = await createTeam(world.runtime, ada, { handle: 'team:west', name: 'West', leadId: id('mia') });
    teamId = team.__typename === 'TeamCreated' ? team.teamId : '';
    await addTeamMember(world.runtime, ada, { userId: id('mia'), teamId });
    await setReportsTo(world.runtime, ada, { userId: id('mia'), managerId: id('vic') });
    await setReportsTo(world.runtime, ada, { userId: id('rep'), managerId: id('mia') });
    await grantRole(world.runtime, ada, { userId: id('mia'), role: 'ae' });
  });
  afterAll(() => world.close());

  it('has no role, team, line or seat, and cannot sign in; who reported to them reports further up', async () => {
    const before = instantOf(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ended = await endUser(world.runtime, await world.caller('ada'), { userId: id('mia') });
    expect(ended).toEqual({ __typename: 'UserEnded', userId: id('mia') });

    const credential = { type: 'user' as const, tenantId: world.tenantId, subject: 'mia', scopes: [] };
    expect(await findCaller(world.runtime, credential, (await world.caller('ada')).request)).toBeNull();
    const now = instantOf(Date.now());
    const held = await holdingsAt(world.runtime, world.tenantId, [id('mia'), id('rep')], now);
    expect(held).toEqual([
      { userId: id('mia'), roles: [], teamIds: [], managerId: null },
      { userId: id('rep'), roles: [], teamIds: [], managerId: id('vic') },
    ]);
    expect(await teamsById(world.runtime, world.tenantId, [teamId])).toMatchObject([{ leadId: null, memberIds: [] }]);
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({ used: 0, limit: 1 });

    expect(await rolesAt(world.runtime, world.tenantId, id('mia'), before)).toEqual(['sales_manager']);
    const past = await holdingsAt(world.runtime, world.tenantId, [id('mia')], before);
    expect(past).toMatchObject([{ teamIds: [teamId], managerId: id('vic') }]);
  });

  it('gets nothing any more', async () => {
    const ada = await world.caller('ada');
    const userId = id('mia');
    const answers = [
      await assignSeat(world.runtime, ada, { userId, type: 'OBSERVER' }),
      await grantRole(world.runtime, ada, { userId, role: 'finance' }),
      await addTeamMember(world.runtime, ada, { userId, teamId }),
      await setReportsTo(world.runtime, ada, { userId: id('rep'), managerId: userId }),
    ];
    expect(answers.map((answer) => answer.__typename)).toEqual(Array(4).fill('NotFound'));
    expect(await endUser(world.runtime, ada, { userId })).toMatchObject({ __typename: 'UserEnded' });
    const ends = (await world.receipts()).filter((receipt) => receipt.step === 'END_USER');
    expect(ends).toHaveLength(1);
  });
});
