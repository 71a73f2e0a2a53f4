import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '../../src/kernel/values/instants.js';
import {
  confirmRoleGrant,
  confirmRoleGrants,
  createUser,
  endRoleGrant,
  grantRole,
  rolesAt,
} from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

describe('a role', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld({ users: [admin('ada'), admin('bob'), person('eve'), person('fay'), person('gus')] });
  });
  afterAll(() => world.close());

  const propose = async (userId: string | undefined, role: string, by = 'ada') => {
    const proposed = await grantRole(world.runtime, await world.caller(by), { userId, role });
    if (proposed.__typename !== 'RoleGrantProposed') throw new Error(JSON.stringify(proposed));
    return proposed.grantId;
  };

  it('is held once a second admin has confirmed it, and not before', async () => {
    const grantId = await propose(world.userIds.eve, 'finance');
    expect((await world.caller('eve')).roles).toEqual([]);

    const refused = await confirmRoleGrant(world.runtime, await world.caller('ada'), { grantId });
    expect(refused).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect((await world.caller('eve')).roles).toEqual([]);

    const granted = await confirmRoleGrant(world.runtime, await world.caller('bob'), { grantId });
    expect(granted).toEqual({ __typename: 'RoleGranted', grantId });
    expect((await world.caller('eve')).roles).toEqual(['finance']);

    const again = await confirmRoleGrant(world.runtime, await world.caller('bob'), { grantId });
    expect(again).toMatchObject({ __typename: 'RoleGrantNotPending' });
    const steps = (await world.receipts())
      .filter((receipt) => receipt.resourceId === grantId)
      .map(({ step, outcome, subjectId }) => [step, outcome, subjectId]);
    expect(steps).toEqual([
      ['PROPOSE_ROLE', 'ALLOWED', world.userIds.ada],
      ['GRANT_ROLE', 'DENIED', world.userIds.ada],
      ['GRANT_ROLE', 'ALLOWED', world.userIds.bob],
    ]);
  });

  it('ends at once, and who held it then can still be read', async () => {
    const userId = world.userIds.fay ?? '';
    const grantId = await propose(userId, 'legal');
    await confirmRoleGrant(world.runtime, await world.caller('bob'), { grantId });
    const [held] = (await world.receipts()).filter((r) => r.resourceId === grantId && r.step === 'GRANT_ROLE');
    const snapshot = held?.business.snapshot as { from: string }[] | undefined;
    const since = snapshot?.[0]?.from ?? '';
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ended = await endRoleGrant(world.runtime, await world.caller('ada'), { grantId });
    expect(ended).toEqual({ __typename: 'RoleGrantEnded', grantId });
    expect((await world.caller('fay')).roles).toEqual([]);

    const before = instantOf(Date.parse(since) - 1);
    expect(await rolesAt(world.runtime, world.tenantId, userId, before)).toEqual([]);
    expect(await rolesAt(world.runtime, world.tenantId, userId, since)).toEqual(['legal']);
    expect(await rolesAt(world.runtime, world.tenantId, userId, instantOf(Date.now()))).toEqual([]);
  });

  it('is granted once when two admins confirm it at the same time', async () => {
    const grantId = await propose(world.userIds.gus, 'ae', 'ada');
    const bob = await world.caller('bob');
    const racers = Array.from({ length: 8 }, () => confirmRoleGrant(world.runtime, bob, { grantId }));
    const names = (await Promise.all(racers)).map((outcome) => outcome.__typename);
    expect(names.filter((name) => name === 'RoleGranted')).toHaveLength(1);
    expect(names.filter((name) => name === 'RoleGrantNotPending')).toHaveLength(7);
    expect((await world.caller('gus')).roles).toEqual(['ae']);
  });

  it('is confirmed with others at once, the own proposals left out', async () => {
    const mine = await propose(world.userIds.gus, 'csm', 'bob');
    const hers = await propose(world.userIds.gus, 'sdr', 'ada');
    const answer = await confirmRoleGrants(world.runtime, await world.caller('bob'), { grantIds: [mine, hers] });
    expect(answer).toMatchObject({ confirmed: 1, ownProposals: 1, notPending: 0 });
    expect([...(await world.caller('gus')).roles].sort()).toEqual(['ae', 'sdr']);
  });

  it('cannot be operator in a tenant of customers', async () => {
    const answer = await grantRole(world.runtime, await world.caller('ada'), {
      userId: world.userIds.eve,
      role: 'operator',
    });
    expect(answer).toMatchObject({ __typename: 'RoleNotGrantable' });
  });

  it('of another tenant is not there', async () => {
    const grantId = await propose(world.userIds.eve, 'auditor');
    const other = await world.openTenant({ users: [admin('zoe'), admin('yan')] });
    const zoe = await world.caller('zoe', other.tenantId);
    for (const act of [confirmRoleGrant, endRoleGrant]) {
      expect(await act(world.runtime, zoe, { grantId })).toMatchObject({ __typename: 'NotFound' });
    }
    const foreign = await grantRole(world.runtime, zoe, { userId: world.userIds.eve, role: 'ae' });
    expect(foreign).toMatchObject({ __typename: 'NotFound' });
  });

  it('is refused, with a receipt, to whoever is no admin', async () => {
    const eve = await world.caller('eve');
    await expect(createUser(world.runtime, eve, { handle: 'x', name: 'X' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const refusals = (await world.receipts()).filter((receipt) => receipt.step === 'REFUSE_ROLE');
    expect(refusals).toMatchObject([{ outcome: 'BLOCKED', subjectId: eve.id, resourceId: 'createUser' }]);
  });
});
