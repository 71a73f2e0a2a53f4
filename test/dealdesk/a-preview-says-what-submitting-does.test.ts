import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

async function preview(client: Client, quoteId: string) {
  const query = `query($id: ID!) { previewQuoteApproval(quoteId: $id) { __typename ... on ApprovalPreview {
    allow rationale ruleIds segment maxAllowedDiscount steps { role stage status reasons assigneeId } } } }`;
  return (await client.ask(query, { id: quoteId })).previewQuoteApproval;
}

const stepsOf = async (quoteId: string) =>
  (await approvalsOf(ae, quoteId)).map(({ role, stage, status, reasons, assigneeId }: any) => ({
    role,
    stage,
    status,
    reasons,
    assigneeId,
  }));

it.each([
  ['nobody', {}, { discount: 2_000 }],
  ['the manager', {}, { discount: 2_500 }],
  ['manager and finance', {}, { discount: 3_500 }],
  ['everybody', { strategic: true }, { discount: 3_500, terms: { nonStandardTerms: true } }],
])('when %s is asked, whoever looks, and writes nothing', async (_who, of, draft) => {
  const deal = await dealOf(world, of);
  const quoteId = await deal.draft(ae, draft);
  const before = await extentOf(world);
  const shown = await preview(ae, quoteId);
  expect(await preview(await world.as('auditor'), quoteId)).toEqual(shown);
  expect(await extentOf(world)).toEqual(before);
  const submitted = await submit(ae, quoteId);
  expect(shown).toMatchObject({ allow: true, ruleIds: submitted.ruleIds, segment: 'smb', maxAllowedDiscount: 2_000 });
  expect(shown.steps).toEqual(await stepsOf(quoteId));
});

it('when it would be denied', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae, { discount: 7_000 });
  const shown = await preview(ae, quoteId);
  const denied = await submit(ae, quoteId);
  expect(shown).toMatchObject({ allow: false, rationale: denied.message, ruleIds: denied.ruleIds, steps: [] });
});

it('when a counter-proposal comes back: what stands is shown as approved', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 4_000 });
  await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', {
    decision: 'COUNTER_PROPOSE',
    reasonCode: 'DISCOUNT_TOO_HIGH',
    counterProposal: { discount: 3_500 },
  });
  const { steps } = await preview(ae, quoteId);
  expect(steps.map(({ role, status }: any) => [role, status])).toEqual([
    ['SALES_MANAGER', 'APPROVED'],
    ['FINANCE', 'OPEN'],
  ]);
  await submit(ae, quoteId);
  expect(steps).toEqual(await stepsOf(quoteId));
});

it('when it is history that an admin submits in the name of its rep', async () => {
  const admin = await world.as('admin');
  const deal = await dealOf(world, { stage: 'Won' });
  const input = {
    opportunityId: deal.opportunityId,
    lines: [{ productId: deal.productId, quantity: 1, discount: 2_500 }],
    backfill: true,
    businessDate: '2025-12-24',
    onBehalfOf: world.id('ae'),
  };
  const { quoteId } = await admin.mutate('createQuote', input, '... on QuoteCreated { quoteId }');
  const shown = await preview(admin, quoteId);
  expect(await preview(ae, quoteId)).toEqual(shown);
  const submitted = await submit(admin, quoteId);
  expect(shown).toMatchObject({ allow: true, ruleIds: submitted.ruleIds });
  expect(shown.steps).toEqual(await stepsOf(quoteId));
});
