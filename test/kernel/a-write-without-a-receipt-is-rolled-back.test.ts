import { expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import type { WriteStep } from '../../src/kernel/write-step.js';
import { createWorld } from '../kit/world.js';
import { count, insertNote, leaveReceipt, lockChains } from './unit.js';

const world = await createWorld();
const { unitOfWork } = world.composition;
const spec = () => ({ caller: world.caller('admin'), action: 'createUser', command: { id: newId() } });
const DONE = { __typename: 'Done' };

const extent = async () => [
  await count(world, 'Note'),
  await count(world, 'Receipt'),
  await count(world, 'IdempotencyKey'),
];

it('a write that forgets its receipt throws, and nothing of it is there', async () => {
  const before = await extent();
  const written = unitOfWork.write(spec(), async (step) => {
    await lockChains(step, 'note');
    step.write(insertNote, { id: newId() });
    return DONE;
  });
  await expect(written).rejects.toThrow('A write without a receipt');
  expect(await extent()).toEqual(before);
});

it('the same write with its receipt is there, with its key', async () => {
  const [notes, receipts, keys] = (await extent()) as [number, number, number];
  await unitOfWork.write(spec(), async (step) => {
    await lockChains(step, 'note');
    step.write(insertNote, { id: newId() });
    leaveReceipt(step, 'note');
    return DONE;
  });
  expect(await extent()).toEqual([notes + 1, receipts + 1, keys + 1]);
});

it('a body that neither writes nor leaves a receipt saves nothing, not even its key', async () => {
  const before = await extent();
  const answer = await unitOfWork.write(spec(), async (step) => {
    await lockChains(step, 'never');
    return { __typename: 'NotFound' };
  });
  expect(answer).toEqual({ __typename: 'NotFound' });
  expect(await extent()).toEqual(before);
});

it('a write that fails takes its receipts with it', async () => {
  const before = await extent();
  const written = unitOfWork.write(spec(), async (step) => {
    await lockChains(step, 'note');
    leaveReceipt(step, 'note');
    step.write(
      { ...insertNote, text: 'CREATE (n:Note {tenantId: $tenantId, id: 1 / 0}) RETURN n.id AS id' },
      { id: newId() },
    );
    return DONE;
  });
  await expect(written).rejects.toThrow('/ by zero');
  expect(await extent()).toEqual(before);
});

it.each<[string, string, (step: WriteStep) => Promise<unknown>]>([
  ['writing before the lock', 'A write before the lock', async (step) => step.write(insertNote, { id: newId() })],
  ['reading the time before the lock', 'before the lock', async (step) => step.now],
  [
    'a second lock',
    'A second lock in one write',
    async (step) => {
      await lockChains(step, 'note');
      await lockChains(step, 'other');
    },
  ],
  [
    'a receipt in a chain that is not locked',
    'is not locked',
    async (step) => {
      await lockChains(step, 'note');
      leaveReceipt(step, 'other');
    },
  ],
])('%s is a defect that leaves nothing', async (_what, message, body) => {
  const before = await extent();
  const written = unitOfWork.write(spec(), async (step) => {
    await body(step);
    return DONE;
  });
  await expect(written).rejects.toThrow(message);
  expect(await extent()).toEqual(before);
});
