import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, submit } from './deal.js';

const CONFIG = `${DESK_CONFIG}  clauses: {liability_cap: [LEGAL]}
attributes:
  account: {tier: {type: enum, values: [gold, silver]}}
  line: {hosting_cost: integer}
  quote: {delivery: date}
rules:
  - id: late_money
    when: quote.payment_days > 45
    then: {add_roles: [FINANCE]}
    rationale: Cash comes late.
  - id: costly_silver
    when:
      all:
        - account.custom.tier is known
        - account.custom.tier = silver
        - line.custom.hosting_cost is known
        - line.custom.hosting_cost > 100
    then: {add_roles: [VP_SALES]}
  - id: shipped_late
    when: {all: [opportunity.strategic = true, quote.custom.delivery > 2027-06-30]}
    then: {add_roles: [LEGAL]}
`;
const world = await createWorld({ config: CONFIG, people: DESK_PEOPLE });
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

async function drafted(input: { terms?: object; tier?: string; hostingCost?: number; strategic?: boolean }) {
  const deal = await dealOf(world, { accountArrMinor: 1_000_000, strategic: input.strategic });
  const { opportunityId, productId } = deal;
  if (input.tier) {
    const query = 'query($id: ID!) { opportunity(id: $id) { account { id version } } }';
    const { account } = (await ae.ask(query, { id: opportunityId })).opportunity;
    const custom = { tier: input.tier };
    const changed = await (await world.as('admin')).mutate('updateAccount', { ...account, custom }, '');
    expect(changed.__typename).toBe('AccountUpdated');
  }
  const custom = input.hostingCost === undefined ? null : { hosting_cost: input.hostingCost };
  const draft = { opportunityId, lines: [{ productId, quantity: 1, custom }], terms: input.terms };
  const made = await ae.mutate('createQuote', draft, '... on QuoteCreated { quoteId }');
  return { quoteId: made.quoteId as string, opportunityId };
}

const PREVIEW = `query($id: ID!) { previewQuoteApproval(quoteId: $id) { ... on ApprovalPreview {
  allow rationale ruleIds steps { role reasons } } } }`;

it.each([
  ['days to pay at the limit', { terms: { paymentDays: 45 } }, [], []],
  ['days to pay above it', { terms: { paymentDays: 46 } }, ['FINANCE'], ['rule.late_money']],
  [
    'an attribute of the account and one of a line',
    { tier: 'silver', hostingCost: 101 },
    ['VP_SALES'],
    ['rule.costly_silver'],
  ],
  ['the same line at another account', { tier: 'gold', hostingCost: 101 }, [], []],
  ['the same account with another line', { tier: 'silver', hostingCost: 100 }, [], []],
  ['a clause that differs', { terms: { clauses: ['liability_cap'] } }, ['LEGAL'], ['discount.clause']],
])('from the configuration to preview and submission: %s', async (_what, input, roles, ruleIds) => {
  const { quoteId, opportunityId } = await drafted(input);
  const shown = (await ae.ask(PREVIEW, { id: quoteId })).previewQuoteApproval;
  expect(shown).toMatchObject({ allow: true, ruleIds: expect.arrayContaining(ruleIds) });
  expect(shown.steps.map(({ role }: { role: string }) => role)).toEqual(roles);
  const submitted = await submit(ae, quoteId);
  expect(submitted.ruleIds).toEqual(shown.ruleIds);
  const asked = await approvalsOf(ae, quoteId);
  expect(asked.map(({ role, reasons }: { role: string; reasons: string[] }) => [role, reasons])).toEqual(
    roles.map((role) => [role, ruleIds]),
  );
  const evaluated = (await chainOf(world, opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
  if (ruleIds.length > 0) expect(JSON.stringify(evaluated?.business.policy_decision)).toContain(ruleIds[0]);
});

it('that needs what nobody said denies, and names it', async () => {
  const { quoteId, opportunityId } = await drafted({ strategic: true });
  const shown = (await ae.ask(PREVIEW, { id: quoteId })).previewQuoteApproval;
  expect(shown).toMatchObject({ allow: false, ruleIds: ['discount.attribute_missing'] });
  expect((await submit(ae, quoteId)).__typename).toBe('SubmissionDenied');
  const [denied] = (await chainOf(world, opportunityId)).filter(({ outcome }) => outcome === 'DENIED');
  expect(denied?.business.policy_decision.denial.missing).toEqual(['quote.custom.delivery']);
});

it('its author’s sentence stands in the rationale', async () => {
  const { quoteId } = await drafted({ terms: { paymentDays: 90 } });
  const shown = (await ae.ask(PREVIEW, { id: quoteId })).previewQuoteApproval;
  expect(shown.rationale).toContain('Cash comes late.');
});
