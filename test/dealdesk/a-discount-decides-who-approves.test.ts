import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, type DealOptions, dealOf, quoteOf, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

/** Submits a fresh quote; gives the answer and who was asked. */
async function offer(of: DealOptions, draft: object) {
  const deal = await dealOf(world, of);
  const quoteId = await deal.draft(ae, draft);
  const answer = await submit(ae, quoteId);
  return { deal, quoteId, answer, approvals: await approvalsOf(ae, quoteId) };
}

describe('the discount', () => {
  it('of exactly 20.00 % is for the AE alone', async () => {
    const { answer, approvals } = await offer({}, { discount: 2_000 });
    expect(answer).toMatchObject({ __typename: 'QuoteSubmitted', status: 'APPROVED', requiredApprovals: [] });
    expect(answer.ruleIds).toEqual(['discount.no_approval_needed']);
    expect(approvals).toEqual([]);
  });

  it('of 20 % stays within the limit at a price that 20 % of is no whole number of cents', async () => {
    const { answer } = await offer({ listPriceMinor: 99_999 }, { discount: 2_000 });
    expect(answer.status).toBe('APPROVED');
  });

  it('of 20.01 % asks the manager', async () => {
    const { answer } = await offer({}, { discount: 2_001 });
    expect(answer).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: ['SALES_MANAGER'] });
  });

  it('of 25 % asks the manager whom the AE reports to, and no other', async () => {
    const { approvals } = await offer({}, { discount: 2_500 });
    expect(approvals).toEqual([
      expect.objectContaining({
        role: 'SALES_MANAGER',
        status: 'OPEN',
        assigneeId: world.id('manager'),
        reasons: ['discount.manager_above_limit'],
      }),
    ]);
    const other = await world.as('other-manager');
    const mine = await other.ask('{ approvals(mine: true) { edges { node { id } } } }');
    expect(mine.approvals.edges).toEqual([]);
  });

  it('of more than 30 % asks finance once the manager has approved', async () => {
    const { approvals } = await offer({}, { discount: 3_001 });
    expect(approvals.map(({ role, stage, status }: any) => [role, stage, status])).toEqual([
      ['SALES_MANAGER', 0, 'OPEN'],
      ['FINANCE', 1, 'WAITING'],
    ]);
  });

  it('over the maximum is denied with its receipt, and the quote stays a draft', async () => {
    const { deal, quoteId, answer } = await offer({}, { discount: 6_001 });
    expect(answer).toMatchObject({ __typename: 'SubmissionDenied', ruleIds: ['discount.over_maximum'] });
    expect(await quoteOf(ae, quoteId)).toMatchObject({ status: 'DRAFT', approvals: [] });
    const last = (await chainOf(world, deal.opportunityId)).at(-1);
    expect(last).toMatchObject({ step: 'EVALUATE_QUOTE', outcome: 'DENIED' });
    expect(last?.business.policy_decision).toMatchObject({ allow: false, rule_ids: ['discount.over_maximum'] });
  });

  it('is none when the net price is above list', async () => {
    const deal = await dealOf(world);
    const lines = [{ productId: deal.productId, quantity: 1, netUnitPrice: { amountMinor: 250_000, currency: 'USD' } }];
    const input = { opportunityId: deal.opportunityId, lines };
    const { quoteId } = await ae.mutate('createQuote', input, '... on QuoteCreated { quoteId }');
    expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED' });
    expect((await quoteOf(ae, quoteId)).current.discount).toBe(0);
  });
});

describe('what else brings approvers', () => {
  it.each<[string, DealOptions, object, string[], string]>([
    [
      'high ARR of the deal',
      { listPriceMinor: 25_000_001 },
      {},
      ['SALES_MANAGER', 'FINANCE'],
      'discount.over_high_arr',
    ],
    [
      'high ARR of a deal with a term',
      { listPriceMinor: 13_000_000 },
      { terms: { termMonths: 6 } },
      ['SALES_MANAGER', 'FINANCE'],
      'discount.over_high_arr',
    ],
    ['non-standard terms', {}, { terms: { nonStandardTerms: true } }, ['LEGAL'], 'discount.non_standard_terms'],
    [
      'non-standard terms of an enterprise',
      { accountArrMinor: 30_000_000 },
      { terms: { nonStandardTerms: true } },
      ['LEGAL'],
      'discount.legal_for_segment',
    ],
    [
      'liability over the limit',
      {},
      { terms: { liability: { amountMinor: 10_000_001, currency: 'USD' } } },
      ['LEGAL'],
      'discount.liability_over_limit',
    ],
    ['a long term', {}, { terms: { termMonths: 37 } }, ['FINANCE'], 'discount.term_over_limit'],
    ['high risk', {}, { terms: { riskLevel: 'HIGH' } }, ['FINANCE'], 'discount.high_risk'],
    ['a strategic deal', { strategic: true }, {}, ['VP_SALES'], 'discount.strategic_deal'],
  ])('%s', async (_what, of, draft, roles, rule) => {
    const { answer } = await offer(of, draft);
    expect(answer).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: roles });
    expect(answer.ruleIds).toContain(rule);
  });

  it('a product sold once is no part of the ARR of a deal with a term', async () => {
    const once = await dealOf(world, { listPriceMinor: 13_000_000, recurring: false });
    const yearly = await dealOf(world, { listPriceMinor: 100_000 });
    const both = [once, yearly].map(({ productId }) => ({ productId, quantity: 1, discount: 0 }));
    const quoted = async (terms: object) => {
      const input = { opportunityId: yearly.opportunityId, lines: both, terms };
      const { quoteId } = await ae.mutate('createQuote', input, '... on QuoteCreated { quoteId }');
      return submit(ae, quoteId);
    };
    expect(await quoted({ termMonths: 6 })).toMatchObject({
      status: 'APPROVED',
      ruleIds: ['discount.no_approval_needed'],
    });
    const told = (await chainOf(world, yearly.opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
    expect(told?.business.policy_decision.facts.quote.lines).toEqual([
      expect.objectContaining({ net_minor: 13_000_000, recurring: false }),
      expect.objectContaining({ net_minor: 100_000, recurring: true }),
    ]);
  });

  it("an account's ARR decides the segment: an enterprise's AE gives 10 %", async () => {
    const enterprise = { accountArrMinor: 30_000_000 };
    expect((await offer(enterprise, { discount: 1_000 })).answer.status).toBe('APPROVED');
    expect((await offer(enterprise, { discount: 1_001 })).answer.requiredApprovals).toEqual(['SALES_MANAGER']);
  });

  it('everything at once: manager, then finance and legal together, then the VP', async () => {
    const { approvals } = await offer({ strategic: true }, { discount: 3_500, terms: { nonStandardTerms: true } });
    expect(approvals.map(({ role, stage }: any) => `${stage} ${role}`).sort()).toEqual([
      '0 SALES_MANAGER',
      '1 FINANCE',
      '1 LEGAL',
      '2 VP_SALES',
    ]);
  });
});
