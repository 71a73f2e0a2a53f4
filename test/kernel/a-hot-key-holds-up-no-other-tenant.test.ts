import { expect, it } from '@jest/globals';
import { assignSeat } from '../../src/entitlements/index.js';
import { createUser } from '../../src/tenancy/index.js';
import { holdLock } from '../kit/held-lock.js';
import { createWorld } from '../kit/world.js';

const hot = await createWorld();
const calm = await createWorld();

/** More than the driver has connections (100). */
const CALLERS = 150;
/** One after the other; a free connection comes every 3 s where the others take them all. */
const CALM = 10;

it('while 150 wait for one seat book, another tenant of the same process is answered', async () => {
  const { composition } = hot;
  const lock = await holdLock(hot, '(n:SeatBook {tenantId: $tenantId})');
  const waiting = Promise.allSettled(
    Array.from({ length: CALLERS }, () =>
      assignSeat(composition, hot.caller('admin'), { userId: hot.id('ae'), type: 'OBSERVER' }),
    ),
  );
  for (let n = 0; n < CALM; n++) {
    const created = await createUser(composition, calm.caller('admin'), { handle: `new-${n}`, name: 'New' });
    expect(created).toMatchObject({ __typename: 'UserCreated' });
  }
  expect(lock.isHeld()).toBe(true);
  await lock.release();
  const answers = await waiting;
  const said = (one: (typeof answers)[number]) =>
    one.status === 'fulfilled' ? one.value.__typename : (one.reason as { code: string }).code;
  expect(answers.map(said).filter((name) => !/^(AlreadySeated|SeatAssigned|UNAVAILABLE)$/.test(name))).toEqual([]);
  expect(answers.map(said).filter((name) => name === 'SeatAssigned')).toHaveLength(1);
});
