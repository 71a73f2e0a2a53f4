import { expect, it } from '@jest/globals';
import { submitQuote } from '../../src/dealdesk/index.js';
import { dealOf } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';
import { leaveReceipt, lockChains, receiptsOf } from './unit.js';

const world = await createWorld();

/** Leaves a receipt in every given chain at once with others; gives how often bodies ran. */
async function race(chainsOf: (n: number) => string[], writers: number): Promise<number> {
  let runs = 0;
  await Promise.all(
    Array.from({ length: writers }, (_, n) => {
      const spec = { caller: world.caller('admin'), action: 'createUser', command: { n } };
      return world.composition.unitOfWork.write(spec, async (step) => {
        await lockChains(step, ...chainsOf(n));
        runs++;
        for (const subject of chainsOf(n)) leaveReceipt(step, subject, { n });
        return { __typename: 'Done' };
      });
    }),
  );
  return runs;
}

const sequence = (length: number) => Array.from({ length }, (_, n) => n + 1);
const seqs = async (subject: string) => (await receiptsOf(world, subject)).map(({ seq }) => seq);

it('48 writers on the same two chains wait for each other, and none is broken off', async () => {
  expect(await race(() => ['x', 'y'], 48)).toBe(48);
  expect(await seqs('x')).toEqual(sequence(48));
  expect(await seqs('y')).toEqual(sequence(48));
});

it('48 writers on three chains, two at a time in every combination, neither', async () => {
  const pairs = [
    ['k', 'l'],
    ['m', 'l'],
    ['m', 'k'],
  ];
  expect(await race((n) => pairs[n % 3] as string[], 48)).toBe(48);
  for (const subject of ['k', 'l', 'm']) expect(await seqs(subject)).toEqual(sequence(32));
});

it('64 racers on one version of a quote: exactly one wins, in each of five rounds', async () => {
  const ae = await world.as('ae');
  for (let round = 0; round < 5; round++) {
    const deal = await dealOf(world);
    const quoteId = await deal.draft(ae, { discount: 2_500 });
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => submitQuote(world.composition, world.caller('ae'), { quoteId, version: 1 })),
    );
    expect(answers.filter(({ __typename }) => __typename === 'QuoteSubmitted')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'VersionConflict')).toHaveLength(63);
  }
});
