import { beforeEach, describe, expect, it } from '@jest/globals';
import { updateOpportunity } from '../../src/crm/index.js';
import { keepDeadlines } from '../../src/dealdesk/index.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, quoteOf, revise, submit } from './deal.js';

const world = await createWorld({ config: `${DESK_CONFIG}  quote_valid_days: 30\n`, people: DESK_PEOPLE });
let ae: Client;
const signIn = async () => {
  ae = await world.as('ae');
};
beforeEach(signIn);

const sweep = () => keepDeadlines(world.composition, world.tenantId);

describe('a quote whose validity ends', () => {
  it.each([
    ['undecided', 2_500, ['superseded']],
    ['approved', 1_000, []],
  ])(
    'expires when it is %s, once, with what was still asked for, and is revised to go on',
    async (_when, discount, left) => {
      const deal = await dealOf(world);
      const quoteId = await deal.submitted(ae, { discount });
      const { quote } = await ae.ask('query($id: ID!) { quote(id: $id) { expiresAt } }', { id: quoteId });
      expect(Date.parse(quote.expiresAt) - world.clock.now()).toBeLessThanOrEqual(30 * 86_400_000);
      world.clock.advance({ days: 29, hours: 23 });
      expect((await sweep()).expired).toBe(0);
      world.clock.advance({ hours: 1 });
      await sweep();
      expect((await sweep()).expired).toBe(0);
      await signIn();
      const expired = await quoteOf(ae, quoteId);
      expect(expired.status).toBe('EXPIRED');
      expect(expired.approvals.map(({ status }: any) => status.toLowerCase())).toEqual(left);
      expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteNotEditable', status: 'EXPIRED' });
      const ended = (await chainOf(world, deal.opportunityId)).filter(({ step }: any) => step === 'EXPIRE_QUOTE');
      expect(ended.map(({ outcome }: any) => outcome)).toEqual(['ALLOWED']);
      const lines = [{ productId: deal.productId, quantity: 1, discount }];
      expect(await revise(ae, quoteId, { lines })).toMatchObject({ versionNumber: 2 });
      expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteSubmitted' });
      expect((await sweep()).expired).toBe(0);
    },
  );
});

it('nobody decides once the validity is over, though nothing has swept yet', async () => {
  const quoteId = await (await dealOf(world)).submitted(ae, { discount: 2_500 });
  world.clock.advance({ days: 30 });
  await signIn();
  expect(await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    __typename: 'ApprovalNotOpen',
  });
  await sweep();
  expect((await quoteOf(ae, quoteId)).status).toBe('EXPIRED');
});

it('a draft whose opportunity has closed is not submitted any more', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae, { discount: 1_000 });
  const closed = { id: deal.opportunityId, version: 1, stage: 'Won' };
  expect((await updateOpportunity(world.composition, world.caller('admin'), closed)).__typename).toBe(
    'OpportunityUpdated',
  );
  const answer = await ae.mutate('submitQuote', { quoteId, version: 1 }, '... on OpportunityClosed { message }');
  expect(answer).toEqual({
    __typename: 'OpportunityClosed',
    message: 'This opportunity is Won; what was drafted before is not submitted any more.',
  });
  const query = 'query($id: ID!) { previewQuoteApproval(quoteId: $id) { ... on OpportunityClosed { message } } }';
  const { previewQuoteApproval } = await ae.ask(query, { id: quoteId });
  expect(previewQuoteApproval.message).toBe(answer.message);
  expect((await quoteOf(ae, quoteId)).status).toBe('DRAFT');
});
