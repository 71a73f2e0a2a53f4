import { beforeAll, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf, decideOne, recall, revise, submit } from './deal.js';

const ours = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
const theirs = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let ourDeal: Deal;
let theirDeal: Deal;
let theirQuote: string;
let theirApproval: string;
beforeAll(async () => {
  ae = await ours.as('ae');
  manager = await ours.as('manager');
  ourDeal = await dealOf(ours);
  theirDeal = await dealOf(theirs);
  const them = await theirs.as('ae');
  theirQuote = await theirDeal.submitted(them, { discount: 2_500 });
  theirApproval = (await approvalsOf(them, theirQuote))[0].id;
});

/** Asks with an id of theirs and with one that nobody has; both must be answered alike, and change nothing. */
async function expectAlike(theirsId: string, ask: (id: string) => Promise<unknown>): Promise<unknown> {
  const before = [await extentOf(ours), await extentOf(theirs)];
  const nobodysId = newId();
  const [foreign, missing] = [await ask(theirsId), await ask(nobodysId)];
  expect(JSON.stringify(foreign).replaceAll(theirsId, '…')).toBe(JSON.stringify(missing).replaceAll(nobodysId, '…'));
  expect([await extentOf(ours), await extentOf(theirs)]).toEqual(before);
  return foreign;
}

const create = (input: object) =>
  ae.mutate('createQuote', input, '... on NotFound { message } ... on InvalidInput { message }');

it('in every argument of a write', async () => {
  const notFound = { __typename: 'NotFound' };
  const { productId, opportunityId } = ourDeal;
  const lines = [{ productId, quantity: 1 }];
  expect(await expectAlike(theirDeal.opportunityId, (id) => create({ opportunityId: id, lines }))).toMatchObject(
    notFound,
  );
  expect(
    await expectAlike(theirDeal.productId, (id) => create({ opportunityId, lines: [{ productId: id, quantity: 1 }] })),
  ).toMatchObject({ __typename: 'InvalidInput', message: 'lines.0.productId: is not a product of this tenant' });
  expect(await expectAlike(theirQuote, (id) => submit(ae, id))).toMatchObject(notFound);
  expect(await expectAlike(theirQuote, (id) => recall(ae, id))).toMatchObject(notFound);
  expect(await expectAlike(theirQuote, (quoteId) => revise(ae, quoteId, { lines }))).toMatchObject(notFound);
  expect(
    await expectAlike(theirApproval, (approvalId) =>
      decideOne(manager, { approvalId, version: 1, decision: 'APPROVE' }),
    ),
  ).toMatchObject(notFound);
});

it('in the person that history is quoted for', async () => {
  const admin = await ours.as('admin');
  const { productId, opportunityId } = ourDeal;
  const input = { opportunityId, lines: [{ productId, quantity: 1 }], backfill: true, businessDate: '2026-01-31' };
  expect(
    await expectAlike(theirs.id('ae'), (onBehalfOf) =>
      admin.mutate('createQuote', { ...input, onBehalfOf }, '... on NotFound { message }'),
    ),
  ).toMatchObject({ __typename: 'NotFound' });
});

it('in every argument of a read', async () => {
  const read = (text: string) => (id: string) => ae.ask(`query($id: ID!) { found: ${text} }`, { id });
  expect(await expectAlike(theirQuote, read('quote(id: $id) { id }'))).toEqual({ found: null });
  expect(await expectAlike(theirQuote, read('previewQuoteApproval(quoteId: $id) { __typename }'))).toEqual({
    found: { __typename: 'NotFound' },
  });
  const none = { found: { edges: [] } };
  expect(await expectAlike(theirs.id('ae'), read('quotes(ownerId: $id) { edges { node { id } } }'))).toEqual(none);
  expect(
    await expectAlike(theirDeal.opportunityId, read('quotes(opportunityId: $id) { edges { node { id } } }')),
  ).toEqual(none);
  const all = await ae.ask('{ quotes { edges { node { id } } } approvals { edges { node { id } } } }');
  expect(all).toEqual({ quotes: { edges: [] }, approvals: { edges: [] } });
});
