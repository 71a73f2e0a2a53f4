import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, quoteOf, revise, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let finance: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
  finance = await world.as('finance');
});

const propose = (client: Client, quoteId: string, counterProposal: object, role = 'SALES_MANAGER') =>
  decide(client, quoteId, role, { decision: 'COUNTER_PROPOSE', reasonCode: 'DISCOUNT_TOO_HIGH', counterProposal });

async function pending(discount: number) {
  const deal = await dealOf(world);
  return { ...deal, quoteId: await deal.submitted(ae, { discount }) };
}

it('is a decision: the quote is a draft of its owner again, at what was proposed', async () => {
  const { quoteId } = await pending(4_000);
  expect(await propose(manager, quoteId, { discount: 2_500, terms: { termMonths: 24 } })).toMatchObject({
    __typename: 'ApprovalDecided',
    quoteStatus: 'DRAFT',
    versionNumber: 2,
  });
  const quote = await quoteOf(ae, quoteId);
  expect(quote).toMatchObject({
    status: 'DRAFT',
    ownerId: world.id('ae'),
    currentVersion: 2,
    current: { origin: 'counter_proposal', discount: 2_500, netTotal: { amountMinor: 75_000 }, termMonths: 24 },
  });
  expect(quote.versions.map((version: any) => version.netTotal.amountMinor)).toEqual([60_000, 75_000]);
  expect(quote.approvals.map(({ status }: any) => status).sort()).toEqual(['COUNTERED', 'SUPERSEDED']);
});

it('resubmitted as proposed, the approval of its proposer stands', async () => {
  const { quoteId } = await pending(4_000);
  await propose(manager, quoteId, { discount: 2_500 });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED', requiredApprovals: [] });
  expect(await approvalsOf(ae, quoteId)).toEqual([
    expect.objectContaining({ role: 'SALES_MANAGER', status: 'APPROVED', decidedById: world.id('manager') }),
  ]);
});

it('resubmitted as proposed at more than 30 %, finance still decides', async () => {
  const { quoteId } = await pending(4_000);
  await propose(manager, quoteId, { discount: 3_500 });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: ['FINANCE'] });
  expect(await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE' })).toMatchObject({ quoteStatus: 'APPROVED' });
});

it('changed before it is submitted, it needs the approval anew', async () => {
  const { quoteId, productId } = await pending(4_000);
  await propose(manager, quoteId, { discount: 2_500 });
  await revise(ae, quoteId, { lines: [{ productId, quantity: 1, discount: 2_600 }] });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: ['SALES_MANAGER'] });
  expect((await approvalsOf(ae, quoteId))[0]).toMatchObject({ status: 'OPEN', assigneeId: world.id('manager') });
});

it('more generous than what was submitted, it makes its proposer a maker who cannot approve it', async () => {
  const { quoteId } = await pending(2_500);
  await propose(manager, quoteId, { discount: 2_800 });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: ['SALES_MANAGER'] });
  expect((await approvalsOf(ae, quoteId))[0]).toMatchObject({ status: 'OPEN', assigneeId: null });
  expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    __typename: 'NotYourApproval',
  });
  const other = await world.as('other-manager');
  expect(await decide(other, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    quoteStatus: 'APPROVED',
  });
});

it('more generous in its terms alone, it makes its proposer a maker too', async () => {
  const { quoteId } = await pending(2_500);
  await propose(manager, quoteId, { terms: { liability: { amountMinor: 5_000, currency: 'USD' } } });
  await submit(ae, quoteId);
  expect((await approvalsOf(ae, quoteId))[0]).toMatchObject({ status: 'OPEN', assigneeId: null });
});

it('drafted again by its owner at the same generosity, its maker still cannot approve it; at less, they can', async () => {
  const { quoteId, productId } = await pending(2_500);
  await propose(manager, quoteId, { discount: 2_800 });
  await revise(ae, quoteId, { lines: [{ productId, quantity: 1, discount: 2_800 }] });
  await submit(ae, quoteId);
  expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    __typename: 'NotYourApproval',
  });
  const other = await world.as('other-manager');
  await decide(other, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'OTHER' });
  await revise(ae, quoteId, { lines: [{ productId, quantity: 1, discount: 2_100 }] });
  await submit(ae, quoteId);
  expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    quoteStatus: 'APPROVED',
  });
});

it('drafted again at less and then as it was, its maker still cannot approve it', async () => {
  const { quoteId, productId } = await pending(2_500);
  await propose(manager, quoteId, { discount: 2_900 });
  for (const discount of [2_899, 2_900]) await revise(ae, quoteId, { lines: [{ productId, quantity: 1, discount }] });
  await submit(ae, quoteId);
  expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    __typename: 'NotYourApproval',
    reason: 'own_quote',
  });
});

it('proposes prices of the lines that are there, in the currency of the quote', async () => {
  const { quoteId, productId } = await pending(4_000);
  const before = await extentOf(world);
  const price = (currency: string, id = productId) => ({
    lines: [{ productId: id, quantity: 1, netUnitPrice: { amountMinor: 70_000, currency } }],
  });
  expect(await propose(manager, quoteId, price('EUR'))).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: 'counterProposal.lines.0.netUnitPrice.currency', message: 'is EUR, the quote is in USD' }],
  });
  const { productId: foreign } = await dealOf(world);
  const after = await extentOf(world);
  expect(await propose(manager, quoteId, price('USD', foreign))).toMatchObject({
    fields: [{ path: 'counterProposal.lines.0.productId' }],
  });
  expect(await propose(manager, quoteId, {})).toMatchObject({ fields: [{ path: 'counterProposal' }] });
  expect(await extentOf(world)).toEqual(after);
  expect(after.Receipt).toBe((before.Receipt ?? 0) + 2);
  expect(await propose(manager, quoteId, price('USD'))).toMatchObject({ versionNumber: 2 });
});
