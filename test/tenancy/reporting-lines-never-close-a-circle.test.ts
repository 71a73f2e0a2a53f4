import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setReportsTo } from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

const RING = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];

describe('reporting lines', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld({ users: [admin('ada'), admin('bob'), ...RING.map((handle) => person(handle))] });
  });
  afterAll(() => world.close());

  it('leave one out when all of a ring are drawn at the same time', async () => {
    const ada = await world.caller('ada');
    const outcomes = await Promise.all(
      RING.map((handle, n) =>
        setReportsTo(world.runtime, ada, {
          userId: world.userIds[handle],
          managerId: world.userIds[RING[(n + 1) % RING.length] ?? ''],
        }),
      ),
    );
    const names = outcomes.map((outcome) => outcome.__typename);
    expect(names.filter((name) => name === 'ReportingCircle')).toHaveLength(1);
    expect(names.filter((name) => name === 'ReportsToSet')).toHaveLength(RING.length - 1);
  });

  it('do not lead to oneself', async () => {
    const userId = world.userIds.ada;
    const answer = await setReportsTo(world.runtime, await world.caller('ada'), { userId, managerId: userId });
    expect(answer).toMatchObject({ __typename: 'ReportingCircle' });
  });
});
