import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignSeat, releaseSeat } from '../../src/entitlements/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from '../tenancy/tenancy-world.js';

const LIMIT = 10;
const RACERS = 200;
/** Processes that race: within one of them, seats are given one after the other. */
const PROCESSES = 4;

describe('a seat limit', () => {
  let world: TenancyWorld;
  const others: TenancyWorld[] = [];
  beforeAll(async () => {
    const racers = Array.from({ length: RACERS }, (_, n) => person(`racer-${n}`));
    world = await tenancyWorld({ seatLimit: LIMIT, users: [admin('ada'), admin('bob'), ...racers] });
  });
  afterAll(() => Promise.all([world, ...others].map((one) => one.close())));

  it('lets exactly as many in as there are seats when 200 race for them from four processes', async () => {
    while (others.length < PROCESSES - 1) others.push(await tenancyWorld());
    const runtimes = [world, ...others].map(({ runtime }) => runtime);
    const ada = await world.caller('ada');
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, n) =>
        assignSeat(runtimes[n % PROCESSES] as typeof world.runtime, ada, {
          userId: world.userIds[`racer-${n}`],
          type: 'DECISION',
        }),
      ),
    );
    const names = outcomes.map((outcome) => outcome.__typename);
    expect(names.filter((name) => name === 'SeatAssigned')).toHaveLength(LIMIT);
    expect(names.filter((name) => name === 'SeatLimitReached')).toHaveLength(RACERS - LIMIT);
    const steps = (await world.receipts()).map(({ step, outcome }) => `${step} ${outcome}`);
    expect(steps.filter((step) => step === 'ASSIGN_SEAT ALLOWED')).toHaveLength(LIMIT);
    expect(steps.filter((step) => step === 'BLOCK_INVITATION BLOCKED')).toHaveLength(RACERS - LIMIT);

    const seated = outcomes.find((outcome) => outcome.__typename === 'SeatAssigned');
    const userId = seated?.__typename === 'SeatAssigned' ? seated.userId : '';
    expect(await releaseSeat(world.runtime, ada, { userId })).toMatchObject({ __typename: 'SeatReleased' });
    expect(await assignSeat(world.runtime, ada, { userId, type: 'DECISION' })).toMatchObject({
      __typename: 'SeatAssigned',
    });
  });

  it('does not hold observers back', async () => {
    const ada = await world.caller('ada');
    const userId = world.userIds.ada;
    expect(await assignSeat(world.runtime, ada, { userId, type: 'OBSERVER' })).toMatchObject({
      __typename: 'SeatAssigned',
    });
    expect(await assignSeat(world.runtime, ada, { userId, type: 'OBSERVER' })).toMatchObject({
      __typename: 'AlreadySeated',
    });
    expect(await assignSeat(world.runtime, ada, { userId, type: 'DECISION' })).toMatchObject({
      __typename: 'SeatLimitReached',
    });
  });
});
