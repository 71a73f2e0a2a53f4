import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, recall, revise, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let finance: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
  finance = await world.as('finance');
});

const steps = async (opportunityId: string) => (await chainOf(world, opportunityId)).map(({ step }) => step);

/** What the graph has is what the receipts tell, to the last property and edge. */
const expectRebuilt = async () => expect(await findingsOf(world)).toEqual([]);

it('a quote that approves itself leaves four receipts', async () => {
  const deal = await dealOf(world);
  await deal.submitted(ae, { discount: 1_000, terms: { termMonths: 12 } });
  expect(await steps(deal.opportunityId)).toEqual([
    'CREATE_OPPORTUNITY',
    'CREATE_QUOTE',
    'SUBMIT_QUOTE',
    'EVALUATE_QUOTE',
    'APPROVE_QUOTE',
  ]);
  await expectRebuilt();
});

it('two stages leave a receipt each, and the quote is approved by one of its own', async () => {
  const deal = await dealOf(world, { strategic: true });
  const quoteId = await deal.submitted(ae, { discount: 3_500 });
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
  await expectRebuilt();
  await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE', comment: 'As agreed with Ms Example.' });
  await decide(await world.as('vp'), quoteId, 'VP_SALES', { decision: 'APPROVE' });
  expect((await steps(deal.opportunityId)).slice(1)).toEqual([
    'CREATE_QUOTE',
    'SUBMIT_QUOTE',
    'EVALUATE_QUOTE',
    'DECIDE_APPROVAL',
    'DECIDE_APPROVAL',
    'DECIDE_APPROVAL',
    'APPROVE_QUOTE',
  ]);
  await expectRebuilt();
});

it('revisions, recalls, rejections and counter-proposals rebuild every version and every approval', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 3_500, quantity: 3 });
  await recall(ae, quoteId);
  await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 2, discount: 3_200 }] });
  await submit(ae, quoteId);
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' });
  await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 2, discount: 3_100 }] });
  await submit(ae, quoteId);
  const counterProposal = { discount: 3_050, terms: { termMonths: 24, paymentDays: 30 } };
  await decide(manager, quoteId, 'SALES_MANAGER', {
    decision: 'COUNTER_PROPOSE',
    reasonCode: 'OTHER',
    counterProposal,
  });
  await submit(ae, quoteId);
  await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE' });
  await expectRebuilt();
  const versions =
    'MATCH (v:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId}) RETURN v.number AS number ORDER BY number';
  expect(await world.cypher(versions, { quoteId })).toEqual([1, 2, 3, 4].map((number) => ({ number })));
});

it('a status changed by hand no longer is what the receipts tell', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 3_500 });
  await world.cypher("MATCH (q:Quote {tenantId: $tenantId, id: $id}) SET q.status = 'approved' RETURN q.id", {
    id: quoteId,
  });
});

it("a comment is personal: the verdict's payload does not hold it", async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE', comment: 'Call Ms Example back' });
  const rows = await world.cypher<{ labels: string[]; about: string[] }>(
    `MATCH (p {tenantId: $tenantId}) WHERE p.content CONTAINS 'Ms Example back'
    RETURN labels(p) AS labels, [(p)-[:ABOUT]->(person) | person.id] AS about`,
  );
  expect(rows).toEqual([{ labels: ['PersonalPayload'], about: [world.id('manager')] }]);
});

it('every evaluation stores all its facts, its verdict and its rules, and applies to the quote', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  const evaluated = (await chainOf(world, deal.opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
  expect(evaluated?.body.policy).toMatchObject({ package: 'discount_approvals', config_version: 1 });
  expect(evaluated?.business.policy_decision).toMatchObject({
    allow: true,
    rule_ids: ['discount.manager_above_limit'],
    required_approvals: ['SALES_MANAGER'],
    facts: {
      submitter: { id: world.id('ae'), roles: ['ae'] },
      quote: { list_total_minor: 100_000, net_total_minor: 75_000, term_length_months: null },
      siblings: [],
    },
  });
  const decisions = await world.cypher(
    'MATCH (d:PolicyDecision {tenantId: $tenantId})-[:APPLIES_TO]->(q:Quote {tenantId: $tenantId, id: $id}) RETURN d.ruleIds AS ruleIds',
    { id: quoteId },
  );
  expect(decisions).toEqual([{ ruleIds: ['discount.manager_above_limit'] }]);
});
