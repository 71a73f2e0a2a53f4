import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, recall, revise, submit } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE,
    { handle: 'boss-of-herself', roles: ['ae', 'sales_manager'], reportsTo: 'junior' },
    { handle: 'junior', roles: ['ae'], reportsTo: 'vp' },
  ],
});
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

/** The last receipt of a deal's chain. */
const lastOf = async (opportunityId: string) => (await chainOf(world, opportunityId)).at(-1);

describe('the owner', () => {
  it('who holds the role of an approver too is not asked, and is refused with a receipt', async () => {
    const owner = await world.as('player-manager');
    const deal = await dealOf(world, { owner: 'player-manager' });
    const quoteId = await deal.submitted(owner, { discount: 2_500 });
    expect((await approvalsOf(owner, quoteId))[0]).toMatchObject({ assigneeId: world.id('manager') });
    expect(await decide(owner, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      __typename: 'NotYourApproval',
      message: 'Nobody approves a quote that they own, submitted or proposed.',
    });
    expect(await lastOf(deal.opportunityId)).toMatchObject({
      step: 'DECIDE_APPROVAL',
      outcome: 'BLOCKED',
      body: { subject: { type: 'user', id: world.id('player-manager') }, resource_ref: { type: 'Approval' } },
      business: { reason: 'own_quote' },
    });
  });

  it('is refused what waits for whoever holds the role', async () => {
    const owner = await world.as('boss-of-herself');
    const deal = await dealOf(world, { owner: 'boss-of-herself' });
    const quoteId = await deal.submitted(owner, { discount: 2_500 });
    expect((await approvalsOf(owner, quoteId))[0]).toMatchObject({ assigneeId: null });
    expect(await decide(owner, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      __typename: 'NotYourApproval',
    });
    const other = await world.as('other-manager');
    expect(await decide(other, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });
});

describe('an approver', () => {
  it.each([
    ['another manager', 'other-manager', 'other_assignee'],
    ['a holder of another role', 'finance', 'other_assignee'],
  ])('%s is refused what waits for somebody else, with a receipt', async (_who, handle, reason) => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    const answer = await decide(await world.as(handle), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    expect(answer).toMatchObject({ __typename: 'NotYourApproval', message: 'This approval waits for somebody else.' });
    expect(await lastOf(deal.opportunityId)).toMatchObject({ outcome: 'BLOCKED', business: { reason } });
    expect((await approvalsOf(ae, quoteId))[0].status).toBe('OPEN');
  });

  it('of another role is refused what waits for whoever holds the role', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { terms: { nonStandardTerms: true } });
    const answer = await decide(await world.as('manager'), quoteId, 'LEGAL', { decision: 'APPROVE' });
    expect(answer).toMatchObject({ __typename: 'NotYourApproval' });
    expect(await lastOf(deal.opportunityId)).toMatchObject({
      outcome: 'BLOCKED',
      business: { reason: 'role_not_held' },
    });
  });

  it('who has lost the role since is refused at the door', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { terms: { nonStandardTerms: true } });
    const legal = await world.as('legal');
    await world.cypher(
      `MATCH (:User {tenantId: $tenantId, id: $id})-[held:HOLDS_ROLE]->() SET held.to = '2026-03-04T15:00:00.000Z' RETURN 1`,
      { id: world.id('legal') },
    );
    await expect(decide(legal, quoteId, 'LEGAL', { decision: 'APPROVE' })).rejects.toThrow('one of these roles');
  });
});

describe("somebody else's quote", () => {
  it.each([
    ['submitted', submit, 'SUBMIT_QUOTE'],
    ['recalled', recall, 'RECALL_QUOTE'],
    [
      'revised',
      (client: Client, id: string) => revise(client, id, { lines: [{ productId: 'p', quantity: 1 }] }),
      'REVISE_QUOTE',
    ],
  ])('is not %s, and the attempt leaves a receipt', async (_verb, attempt, step) => {
    const deal = await dealOf(world);
    const quoteId = await deal.draft(ae, { discount: 2_500 });
    const answer = await attempt(await world.as('player-manager'), quoteId);
    expect(answer).toMatchObject({ __typename: 'NotYourQuote' });
    expect(await lastOf(deal.opportunityId)).toMatchObject({ step, outcome: 'BLOCKED' });
  });
});
