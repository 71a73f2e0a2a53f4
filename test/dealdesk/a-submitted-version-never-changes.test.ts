import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import {
  approvalsOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  dealOf,
  decide,
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

async function pending(discount = 2_500) {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount, terms: { termMonths: 12, riskLevel: 'MEDIUM' } });
  const offer = (next: number) => ({ lines: [{ productId: deal.productId, quantity: 1, discount: next }] });
  return { ...deal, quoteId, offer };
}

describe('a recall', () => {
  it('makes a draft of what is pending, and supersedes its approvals', async () => {
    const { quoteId } = await pending(3_500);
    const [first] = await approvalsOf(ae, quoteId);
    expect(await recall(ae, quoteId)).toMatchObject({ __typename: 'QuoteRecalled' });
    const quote = await quoteOf(ae, quoteId);
    expect(quote).toMatchObject({ status: 'DRAFT', currentVersion: 1 });
    expect(quote.approvals.map(({ status }: { status: string }) => status)).toEqual(['SUPERSEDED', 'SUPERSEDED']);
    expect(await decideOne(manager, { approvalId: first.id, version: 1, decision: 'APPROVE' })).toMatchObject({
      __typename: 'ApprovalAlreadyDecided',
      status: 'SUPERSEDED',
    });
    expect(await submit(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL' });
  });

  it.each([
    ['a draft', 0, false],
    ['what is approved', 1_000, true],
  ])('of %s is refused', async (_what, discount, submits) => {
    const deal = await dealOf(world);
    const quoteId = submits ? await deal.submitted(ae, { discount }) : await deal.draft(ae, { discount });
    expect(await recall(ae, quoteId)).toMatchObject({
      __typename: 'QuoteNotEditable',
      status: submits ? 'APPROVED' : 'DRAFT',
    });
  });
});

describe('a revision', () => {
  it('of what is pending has to wait for a recall', async () => {
    const { quoteId, offer } = await pending();
    expect(await revise(ae, quoteId, offer(1_000))).toMatchObject({
      __typename: 'QuoteNotEditable',
      status: 'PENDING_APPROVAL',
    });
  });

  it('of what is approved makes the next version a draft; the approved one stays as it was', async () => {
    const { quoteId, offer } = await pending();
    await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    const before = (await quoteOf(ae, quoteId)).versions[0];
    expect(await revise(ae, quoteId, offer(2_600))).toMatchObject({ __typename: 'QuoteRevised', versionNumber: 2 });
    const quote = await quoteOf(ae, quoteId);
    expect(quote).toMatchObject({ status: 'DRAFT', currentVersion: 2, current: { discount: 2_600, termMonths: 12 } });
    expect(quote.versions[0]).toEqual(before);
    expect(await submit(ae, quoteId)).toMatchObject({ requiredApprovals: ['SALES_MANAGER'] });
  });

  it('of what was rejected is asked for anew', async () => {
    const { quoteId, offer } = await pending();
    await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' });
    expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteNotEditable', status: 'REJECTED' });
    await revise(ae, quoteId, offer(1_500));
    expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED' });
  });

  it('keeps the terms that it does not name, and changes those it does', async () => {
    const { quoteId, offer } = await pending();
    await recall(ae, quoteId);
    await revise(ae, quoteId, { ...offer(0), terms: { liability: { amountMinor: 500, currency: 'USD' } } });
    expect((await quoteOf(ae, quoteId)).current).toMatchObject({
      termMonths: 12,
      nonStandardTerms: false,
      liability: { amountMinor: 500 },
    });
  });
});

it('what is approved cannot be submitted again', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 0 });
  expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteNotEditable', status: 'APPROVED' });
});
