import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, quoteOf } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let finance: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
  finance = await world.as('finance');
});

async function pending(discount: number, terms = {}) {
  const deal = await dealOf(world);
  return { deal, quoteId: await deal.submitted(ae, { discount, terms }) };
}

describe('approving', () => {
  it('approves the quote when nothing is left to approve', async () => {
    const { quoteId } = await pending(2_500);
    const answer = await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    expect(answer).toMatchObject({ __typename: 'ApprovalDecided', quoteStatus: 'APPROVED', versionNumber: null });
    const quote = await quoteOf(ae, quoteId);
    expect(quote.status).toBe('APPROVED');
    expect(quote.approvals).toEqual([
      expect.objectContaining({ status: 'APPROVED', decidedById: world.id('manager') }),
    ]);
  });

  it('opens the next stage only when the one before is through', async () => {
    const { quoteId } = await pending(3_500);
    expect(await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE' })).toMatchObject({
      __typename: 'ApprovalNotOpen',
    });
    expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'PENDING_APPROVAL',
    });
    expect(await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });

  it('lets finance and legal decide in parallel, and waits for both', async () => {
    const { quoteId } = await pending(3_500, { nonStandardTerms: true });
    await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    expect(await decide(await world.as('legal'), quoteId, 'LEGAL', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'PENDING_APPROVAL',
    });
    expect(await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });

  it('is answered once: the second decision finds it decided', async () => {
    const { quoteId } = await pending(2_500);
    await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    const again = await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'OTHER' });
    expect(again).toMatchObject({ __typename: 'ApprovalAlreadyDecided', status: 'APPROVED' });
  });
});

describe('rejecting', () => {
  it('ends the quote and supersedes what else was asked for, with its reason code in the receipt', async () => {
    const { deal, quoteId } = await pending(3_500, { nonStandardTerms: true });
    const answer = await decide(manager, quoteId, 'SALES_MANAGER', {
      decision: 'REJECT',
      reasonCode: 'DISCOUNT_TOO_HIGH',
    });
    expect(answer).toMatchObject({ __typename: 'ApprovalDecided', quoteStatus: 'REJECTED' });
    const approvals = await approvalsOf(ae, quoteId);
    expect(approvals.map(({ status }: { status: string }) => status).sort()).toEqual([
      'REJECTED',
      'SUPERSEDED',
      'SUPERSEDED',
    ]);
    const last = (await chainOf(world, deal.opportunityId)).at(-1);
    expect(last).toMatchObject({ step: 'DECIDE_APPROVAL', business: { reason_code: 'DISCOUNT_TOO_HIGH' } });
  });

  it('needs a reason code', async () => {
    const { quoteId } = await pending(2_500);
    const before = await extentOf(world);
    const answer = await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT' });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'reasonCode' }] });
    expect(await extentOf(world)).toEqual(before);
  });
});
