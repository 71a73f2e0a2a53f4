import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { leaveReceipt, lockChains, receiptsOf } from './unit.js';

const world = await createWorld();

/** Leaves a receipt in chains; gives the time of the step. */
async function leave(...subjects: string[]): Promise<string> {
  let at = '';
  const spec = { caller: world.caller('admin'), action: 'createUser', command: {} };
  await world.composition.unitOfWork.write(spec, async (step) => {
    await lockChains(step, ...subjects);
    at = step.now;
    for (const subject of subjects) leaveReceipt(step, subject);
    return { __typename: 'Done' };
  });
  return at;
}

it('when the clock is set back, the chain goes on at the time of its last receipt', async () => {
  world.clock.set('2026-03-04T15:00:00.000Z');
  await leave('a');
  world.clock.set('2026-03-04T16:00:00.000Z');
  await leave('a');
  world.clock.set('2026-03-04T15:30:00.000Z');
  await leave('a');
  world.clock.set('2026-03-04T16:00:00.001Z');
  await leave('a');
  expect(await receiptsOf(world, 'a')).toEqual([
    { seq: 1, at: '2026-03-04T15:00:00.000Z' },
    { seq: 2, at: '2026-03-04T16:00:00.000Z' },
    { seq: 3, at: '2026-03-04T16:00:00.000Z' },
    { seq: 4, at: '2026-03-04T16:00:00.001Z' },
  ]);
});

it('a step of two chains is at the time of the later one', async () => {
  world.clock.set('2026-03-05T12:00:00.000Z');
  await leave('late');
  world.clock.set('2026-03-05T11:00:00.000Z');
  expect(await leave('late', 'fresh')).toBe('2026-03-05T12:00:00.000Z');
  expect(await leave('fresh')).toBe('2026-03-05T12:00:00.000Z');
  expect(await leave('other')).toBe('2026-03-05T11:00:00.000Z');
});
