import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, dealOf, revise, submit } from './deal.js';

type Any = any;

const world = await createWorld({
  config: `${DESK_CONFIG}  clauses: {liability_cap: [LEGAL], audit: [LEGAL]}
attributes:
  account: {tier: {type: enum, values: [gold, silver]}}
rules:
  - id: late_money
    when: quote.payment_days > 45
    then: {add_roles: [FINANCE]}
    rationale: Cash comes late.
  - id: silver
    when: {all: [account.custom.tier is known, account.custom.tier = silver]}
    then: {add_roles: [VP_SALES]}
`,
  people: DESK_PEOPLE,
});
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

async function stepsOf(quoteId: string): Promise<Any[]> {
  const query = `query($id: ID!) { previewQuoteApproval(quoteId: $id) { ... on ApprovalPreview {
    steps { role rationale flips { of attribute from to removes sentence } } } } }`;
  return (await ae.ask(query, { id: quoteId })).previewQuoteApproval.steps;
}

it('by the attribute it tests, and by the value it holds it against', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae, { terms: { paymentDays: 90 } });
  const [finance] = await stepsOf(quoteId);
  expect(finance).toEqual({
    role: 'FINANCE',
    rationale: 'Cash comes late.',
    flips: expect.arrayContaining([
      {
        of: 'ATTRIBUTE',
        attribute: 'quote.payment_days',
        from: '90',
        to: '45',
        removes: ['FINANCE'],
        sentence: 'Payment in 45 days instead of 90 removes FINANCE.',
      },
      expect.objectContaining({ of: 'CONFIG', attribute: 'config.rules.0.when.0.0.value', from: '45', to: '90' }),
    ]),
  });
  const lines = [{ productId: deal.productId, quantity: 1 }];
  await revise(ae, quoteId, { lines, terms: { paymentDays: 45 } });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED' });
});

it('by what the tenant knows of an account', async () => {
  const deal = await dealOf(world, { accountArrMinor: 1_000_000 });
  const admin = await world.as('admin');
  const set = (tier: string, version: number) =>
    admin.mutate('updateAccount', { id: deal.accountId, version, custom: { tier } }, '');
  await set('silver', 1);
  const quoteId = await deal.draft(ae, {});
  const [vp] = await stepsOf(quoteId);
  const flip = vp.flips.find(({ attribute }: Any) => attribute === 'account.custom.tier');
  expect(flip).toMatchObject({ from: 'silver', to: 'gold', removes: ['VP_SALES'] });
  await set('gold', 2);
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED' });
});

it('one clause at a time: of two that both ask for legal, neither alone flips it', async () => {
  const deal = await dealOf(world);
  const both = await deal.draft(ae, { terms: { clauses: ['audit', 'liability_cap'] } });
  const [legal] = await stepsOf(both);
  expect(legal.flips.filter(({ attribute }: Any) => attribute === 'quote.clauses')).toEqual([]);
  const one = await deal.draft(ae, { terms: { clauses: ['audit'] } });
  const [alone] = await stepsOf(one);
  expect(alone.flips.find(({ attribute }: Any) => attribute === 'quote.clauses')).toMatchObject({
    from: 'audit',
    to: '',
    sentence: 'The standard clause on audit removes LEGAL.',
  });
  const lines = [{ productId: deal.productId, quantity: 1 }];
  await revise(ae, one, { lines, terms: { clauses: [] } });
  await submit(ae, one);
  expect(await approvalsOf(ae, one)).toEqual([]);
});
