import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { leaveReceipt, lockChains, receiptsOf, unitOver } from './unit.js';

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

it('when the clock jumps about while 64 write at once, no receipt is older than the one before it', async () => {
  const start = Date.parse('2026-03-06T12:00:00.000Z');
  let reads = 0;
  // Now, an hour ahead, an hour behind, and a little on at every look.
  const jumps = [0, 3_600_000, -3_600_000];
  const jumping = { now: () => start + Number(jumps[reads++ % 3]) + reads };
  const unit = unitOver(world.composition.graph, jumping);
  await Promise.all(
    Array.from({ length: 64 }, (_, n) =>
      unit.write({ caller: world.caller('admin'), action: 'createUser', command: { n } }, async (step) => {
        await lockChains(step, 'jumped');
        leaveReceipt(step, 'jumped');
        return { __typename: 'Done' };
      }),
    ),
  );
  const times = (await receiptsOf(world, 'jumped')).map(({ at }) => at);
  expect(times).toHaveLength(64);
  expect(times).toEqual(times.toSorted());
  expect(times[0]).not.toBe(times.at(-1));
});

it('a step of two chains is at the time of the later one', async () => {
  world.clock.set('2026-03-05T12:00:00.000Z');
  await leave('late');
  world.clock.set('2026-03-05T11:00:00.000Z');
  expect(await leave('late', 'fresh')).toBe('2026-03-05T12:00:00.000Z');
  expect(await leave('fresh')).toBe('2026-03-05T12:00:00.000Z');
  expect(await leave('other')).toBe('2026-03-05T11:00:00.000Z');
});
