import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endUser } from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { confirmRoleGrant, endRoleGrant, grantRole } from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

const ADMINS = ['zoe', 'yan', 'xia'];

describe('the second last RevOps admin', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld();
  });
  afterAll(() => world.close());

  /** A tenant of some admins and one who has no token subject, with what ends each of them. */
  async function tenantOf(handles: string[]) {
    const absent = { ...admin('absent'), subject: null };
    const { tenantId, userIds } = await world.openTenant({ users: [...handles.map(admin), absent, person('eve')] });
    const grants = (await world.receipts(tenantId)).filter(({ step }) => step === 'GRANT_ROLE');
    const grantOf = (handle: string) =>
      grants.find(({ business }) => business.user_id === userIds[handle])?.resourceId as string;
    const as = (handle: string) => world.caller(handle, tenantId);
    const end = {
      role: (by: Caller, handle: string) => endRoleGrant(world.runtime, by, { grantId: grantOf(handle) }),
      user: (by: Caller, handle: string) => endUser(world.runtime, by, { userId: userIds[handle] }),
    };
    return { userIds, as, end };
  }

  it.each(['role', 'user'] as const)('keeps the %s, against themselves as against the other', async (what) => {
    const { end, as } = await tenantOf(['zoe', 'yan']);
    const zoe = await as('zoe');
    for (const handle of ['zoe', 'yan']) {
      expect(await end[what](zoe, handle)).toMatchObject({
        __typename: 'LastAdmin',
        message: expect.stringContaining('2 RevOps admins'),
      });
      expect((await as(handle)).roles).toEqual(['revops_admin']);
    }
    expect(await end[what](zoe, 'absent')).not.toMatchObject({ __typename: 'LastAdmin' });
  });

  it('is whoever is left when all of them are ended at once', async () => {
    const { end, as } = await tenantOf(ADMINS);
    // An admin still when each of them is asked for.
    const zoe = await as('zoe');
    const answers = await Promise.all([
      end.role(zoe, 'zoe'),
      end.user(zoe, 'yan'),
      end.role(zoe, 'xia'),
      end.user(zoe, 'zoe'),
    ]);
    const names = answers.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'LastAdmin').length).toBeGreaterThanOrEqual(2);
    const roles = await Promise.all(
      ADMINS.map((handle) =>
        as(handle).then(
          (caller) => [...caller.roles],
          () => [],
        ),
      ),
    );
    expect(roles.filter((held) => held.length > 0)).toHaveLength(2);
  });

  it('may go when somebody else was granted the role', async () => {
    const { end, as, userIds } = await tenantOf(['zoe', 'yan']);
    const proposed = await grantRole(world.runtime, await as('zoe'), { userId: userIds.eve, role: 'revops_admin' });
    if (proposed.__typename !== 'RoleGrantProposed') throw new Error(JSON.stringify(proposed));
    await confirmRoleGrant(world.runtime, await as('yan'), { grantId: proposed.grantId });
    expect(await end.role(await as('zoe'), 'yan')).toMatchObject({ __typename: 'RoleGrantEnded' });
  });
});
