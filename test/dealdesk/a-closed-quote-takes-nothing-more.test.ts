import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import {
  approvalsOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  type Deal,
  dealOf,
  decideOne,
  quoteOf,
  recall,
  revise,
  submit,
} from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
});

interface Asked {
  deal: Deal;
  quoteId: string;
  /** The approval that was asked for first. */
  approvalId: string;
}

/** A quote that its manager was asked to approve. */
async function asked(): Promise<Asked> {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  const [{ id: approvalId }] = await approvalsOf(ae, quoteId);
  return { deal, quoteId, approvalId };
}

const decide = (input: object) => (quote: Asked) =>
  decideOne(manager, { version: 1, ...input, approvalId: quote.approvalId });
const approve = decide({ decision: 'APPROVE' });
const reject = decide({ decision: 'REJECT', reasonCode: 'OTHER' });
const counter = decide({ decision: 'COUNTER_PROPOSE', reasonCode: 'OTHER', counterProposal: { discount: 2_400 } });
const lines = ({ deal }: Asked) => [{ productId: deal.productId, quantity: 2 }];

/** How a quote is closed, what it and its approval are then, and whether it may be submitted (again). */
const CLOSED: [string, (quote: Asked) => Promise<unknown>, { status: string; approval: string; submit: boolean }][] = [
  ['approved', approve, { status: 'APPROVED', approval: 'APPROVED', submit: false }],
  ['rejected', reject, { status: 'REJECTED', approval: 'REJECTED', submit: false }],
  ['answered with another', counter, { status: 'DRAFT', approval: 'COUNTERED', submit: true }],
  ['taken back', ({ quoteId }) => recall(ae, quoteId), { status: 'DRAFT', approval: 'SUPERSEDED', submit: true }],
  [
    'approved and revised since',
    async (quote) => {
      await approve(quote);
      await revise(ae, quote.quoteId, { lines: lines(quote) });
    },
    { status: 'DRAFT', approval: 'APPROVED', submit: true },
  ],
];

describe.each(CLOSED)('a quote that was %s', (_how, close, { status, approval, submit: maySubmit }) => {
  it('takes no decision, no recall and no submission that its state does not know, and nothing is written', async () => {
    const quote = await asked();
    await close(quote);
    expect(await quoteOf(ae, quote.quoteId)).toMatchObject({ status });
    const before = await extentOf(world);

    for (const again of [approve, reject, counter]) {
      expect(await again(quote)).toMatchObject({ __typename: 'ApprovalAlreadyDecided', status: approval });
    }
    const closed = {
      __typename: 'QuoteNotEditable',
      status,
      message: expect.stringMatching(/^A quote that is \w+ cannot be/),
    };
    expect(await recall(ae, quote.quoteId)).toMatchObject(closed);
    if (!maySubmit) expect(await submit(ae, quote.quoteId)).toMatchObject(closed);
    expect(await submit(ae, quote.quoteId, { version: 2 })).toMatchObject({ __typename: 'VersionConflict' });
    expect(await revise(ae, quote.quoteId, { version: 2, lines: lines(quote) })).toMatchObject({
      __typename: 'VersionConflict',
    });
    expect(await extentOf(world)).toEqual(before);
    expect((await world.anyone().http('GET', '/readyz')).status).toBe(200);
  });
});

it('a quote that waits for approval is neither submitted again nor revised', async () => {
  const quote = await asked();
  const before = await extentOf(world);
  const waiting = { __typename: 'QuoteNotEditable', status: 'PENDING_APPROVAL' };
  expect(await submit(ae, quote.quoteId)).toMatchObject(waiting);
  expect(await revise(ae, quote.quoteId, { lines: lines(quote) })).toMatchObject(waiting);
  expect(await extentOf(world)).toEqual(before);
});

it('a quote that there is not, and one without an id, are told apart', async () => {
  const before = await extentOf(world);
  expect(await submit(ae, 'nobody')).toMatchObject({ __typename: 'NotFound' });
  expect(await recall(ae, 'nobody')).toMatchObject({ __typename: 'NotFound' });
  expect(await ae.mutate('submitQuote', { quoteId: '', version: 1 }, '')).toMatchObject({ __typename: 'InvalidInput' });
  expect(await extentOf(world)).toEqual(before);
});
