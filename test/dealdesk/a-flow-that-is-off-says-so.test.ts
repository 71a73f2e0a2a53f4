import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { activate, approvalsOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, revise, submit } from './deal.js';

const OFF = `${DESK_CONFIG}features: {bulk_decisions: false, comments: false, delegation: false, smart_reapproval: false}\n`;
const world = await createWorld({ config: OFF, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
beforeAll(async () => {
  [ae, manager] = [await world.as('ae'), await world.as('manager')];
});

/** Submits, lets the manager approve, and submits the same offer again as the next version: how the manager's approval stands. */
async function offeredAgain(): Promise<string> {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
  const revised = await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 1, discount: 2_500 }] });
  expect(revised.__typename).toBe('QuoteRevised');
  await submit(ae, quoteId);
  return (await approvalsOf(ae, quoteId))[0].status;
}

describe('a flow that the configuration has off', () => {
  it('bulk decisions: says which', async () => {
    const decisions = [{ approvalId: 'any', version: 1, decision: 'APPROVE' }];
    expect(await manager.mutate('decideApprovals', { decisions }, '... on FeatureOff { message feature }')).toEqual({
      __typename: 'FeatureOff',
      feature: 'bulk_decisions',
      message: 'The configuration has "bulk_decisions" off (features.bulk_decisions).',
    });
  });

  it('comments: says which', async () => {
    const quoteId = await (await dealOf(world)).draft(ae);
    const answer = await ae.mutate('addQuoteComment', { quoteId, text: 'Hello' }, '... on FeatureOff { feature }');
    expect(answer).toEqual({ __typename: 'FeatureOff', feature: 'comments' });
  });

  it('delegation: is refused by name', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const input = { toUserId: world.id('other-manager'), until, reasonCode: 'ABSENCE' };
    const answer = await manager.mutate('delegateApprovals', input, '... on DelegationRefused { reason }');
    expect(answer).toEqual({ __typename: 'DelegationRefused', reason: 'switched_off' });
  });

  it('smart re-approval: everybody is asked again, until it is on', async () => {
    expect(await offeredAgain()).toBe('OPEN');
    await activate(world, DESK_CONFIG);
    expect(await offeredAgain()).toBe('APPROVED');
  });
});
