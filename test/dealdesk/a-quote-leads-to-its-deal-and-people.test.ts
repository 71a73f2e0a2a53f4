import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { DESK_CONFIG, DESK_PEOPLE, dealOf, decide } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });

const QUOTES = `{ quotes { edges { node {
  owner { handle } account { id } opportunity { id stage }
  approvals { role assignee { handle } decidedBy { handle } quote { owner { handle } } } } } } }`;

it('in one request: owner, account, opportunity, and who is asked and who decided', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world, { accountArrMinor: 100_000 });
  const quoteId = await deal.submitted(ae, { discount: 3_500 });
  await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
  const { quotes } = await ae.ask(QUOTES);
  const quote = { owner: { handle: 'ae' } };
  expect(quotes.edges).toEqual([
    {
      node: {
        ...quote,
        account: { id: deal.accountId },
        opportunity: { id: deal.opportunityId, stage: 'Engaging' },
        approvals: [
          { role: 'SALES_MANAGER', assignee: { handle: 'manager' }, decidedBy: { handle: 'manager' }, quote },
          { role: 'FINANCE', assignee: null, decidedBy: null, quote },
        ],
      },
    },
  ]);
});

it('a deal without an account has none', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae);
  const { quote } = await ae.ask('query($id: ID!) { quote(id: $id) { account { id } approvals { id } } }', {
    id: quoteId,
  });
  expect(quote).toEqual({ account: null, approvals: [] });
});
