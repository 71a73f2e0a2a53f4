import { describe, expect, it } from '@jest/globals';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, submit } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld({
  config: `${DESK_CONFIG}  split_deals: {window_days: 30, roles: []}\n`,
  people: DESK_PEOPLE,
});

/** Two deals of one account, each worth less than the threshold of 250,000 a year, together more. */
async function twoDeals() {
  const listPriceMinor = 15_000_000;
  const first = await dealOf(world, { accountArrMinor: 1_000_000, listPriceMinor });
  const second = await dealOf(world, { accountArrMinor: 1_000_000, listPriceMinor });
  await world.cypher('MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) SET o.accountId = $accountId RETURN o.id', {
    id: second.opportunityId,
    accountId: first.accountId,
  });
  return [first, second] as const;
}

describe('a deal that is split over two quotes', () => {
  it('is asked for what its sum exceeds', async () => {
    const ae = await world.as('ae');
    const [first, second] = await twoDeals();
    const one = await first.draft(ae);
    expect(await submit(ae, one)).toMatchObject({ status: 'APPROVED' });
    const other = await second.draft(ae);
    expect(await submit(ae, other)).toMatchObject({ status: 'PENDING_APPROVAL' });
    const asked = await approvalsOf(ae, other);
    expect(asked.map(({ role, reasons }: { role: string; reasons: string[] }) => [role, reasons])).toEqual([
      ['SALES_MANAGER', ['discount.split_deal']],
      ['FINANCE', ['discount.split_deal']],
    ]);
    const evaluated = (await chainOf(world, second.opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
    expect(evaluated?.business.policy_decision.facts.siblings).toMatchObject([
      { quote_id: one, recurring_net_minor: 15_000_000, submitted_on: expect.any(String) },
    ]);
  });

  it('is asked for it once when both are submitted at the same time', async () => {
    const ae = await world.as('ae');
    const deals = await twoDeals();
    const quotes: string[] = [];
    for (const deal of deals) quotes.push(await deal.draft(ae));
    const submitted = await Promise.all(quotes.map((quoteId) => submit(ae, quoteId)));
    expect(submitted.map(({ status }) => status).sort()).toEqual(['APPROVED', 'PENDING_APPROVAL']);
  });
});
