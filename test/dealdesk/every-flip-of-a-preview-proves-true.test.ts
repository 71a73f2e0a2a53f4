import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { updateAccount, updateOpportunity } from '../../src/crm/index.js';
import { activateRevOpsConfig, saveRevOpsConfigDraft } from '../../src/tenancy/index.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, type DealOptions, dealOf, recall, revise, submit } from './deal.js';

type Any = any;

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
/** A tenant whose configuration changes. */
const other = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

const FLIP = `of attribute unit from to removes adds sentence
  lines { productId quantity netUnitPrice { amountMinor currency } }`;

async function preview(quoteId: string): Promise<Any> {
  const query = `query($id: ID!) { previewQuoteApproval(quoteId: $id) { ... on ApprovalPreview {
    allow flips { ${FLIP} } steps { role rationale expectedHours people { name } flips { ${FLIP} } } } } }`;
  return (await ae.ask(query, { id: quoteId })).previewQuoteApproval;
}

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** Terms of a revision that turns one attribute of the quote; null where it is its lines that are turned. */
const TERMS: Record<string, (to: string) => object | null> = {
  'deal.discount_bp': () => null,
  'quote.lines': () => null,
  'quote.term_length_months': (to) => ({ termMonths: Number(to) }),
  'quote.liability_minor': (to) => ({ liability: usd(Number(to)) }),
  'quote.payment_days': (to) => ({ paymentDays: Number(to) }),
  'quote.has_non_standard_terms': (to) => ({ nonStandardTerms: to === 'true' }),
  'quote.risk_level': (to) => ({ riskLevel: to.toUpperCase() }),
};

const isOfTheQuote = ({ attribute }: Any): boolean => attribute in TERMS;
const flipsIn = (shown: Any): Any[] => [...shown.flips, ...shown.steps.flatMap((step: Any) => step.flips)];

const rolesOf = async (quoteId: string): Promise<string[]> =>
  (await approvalsOf(ae, quoteId)).map(({ role }: Any) => role).sort();

/** Revises the quote as the flip says, submits it, and takes it back. Gives the roles that were asked. */
async function tried(quoteId: string, linesAsTheyAre: Any[], flip: Any): Promise<string[]> {
  const lines = flip.lines ?? linesAsTheyAre;
  const revised = await revise(ae, quoteId, { lines, terms: TERMS[flip.attribute]?.(flip.to) ?? {} });
  expect(revised).toMatchObject({ __typename: 'QuoteRevised' });
  const submitted = await submit(ae, quoteId);
  expect(submitted).toMatchObject({ __typename: 'QuoteSubmitted' });
  const roles = await rolesOf(quoteId);
  if (submitted.status === 'PENDING_APPROVAL') await recall(ae, quoteId);
  return roles;
}

const expected = (roles: string[], { removes, adds }: Any): string[] =>
  [...roles.filter((role) => !removes.includes(role)), ...adds].sort();

interface Drawn {
  deal: DealOptions;
  discount: number;
  quantity: number;
  terms: Record<string, unknown>;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  deal: fc.record({
    listPriceMinor: fc.integer({ min: 3, max: 30_000_000 }),
    strategic: fc.boolean(),
    accountArrMinor: fc.constantFrom(undefined, 2_000_000, 10_000_000, 30_000_000),
  }),
  discount: fc.integer({ min: 0, max: 6_500 }),
  quantity: fc.integer({ min: 1, max: 7 }),
  terms: fc.record({
    termMonths: fc.constantFrom(null, 1, 36, 37, 60),
    paymentDays: fc.constantFrom(null, 90),
    liability: fc.constantFrom(null, usd(10_000_000), usd(10_000_001), usd(900_000_000)),
    nonStandardTerms: fc.boolean(),
    riskLevel: fc.constantFrom('LOW', 'MEDIUM', 'HIGH'),
  }),
});

describe('every flip that a preview shows', () => {
  it('proves true when the quote is revised so and submitted', async () => {
    let proved = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async ({ deal: options, discount, quantity, terms }) => {
        const deal = await dealOf(world, options);
        const quoteId = await deal.draft(ae, { discount, quantity, terms });
        const shown = await preview(quoteId);
        const roles = shown.steps.map(({ role }: Any) => role);
        const { quote } = await ae.ask(QUOTE, { id: quoteId });
        const lines = quote.current.lines.map(({ quantity: units, net }: Any) => ({
          productId: deal.productId,
          quantity: units,
          netUnitPrice: usd(net.amountMinor / units),
        }));
        for (const flip of flipsIn(shown).filter(isOfTheQuote)) {
          const copy = await deal.draft(ae, { discount, quantity, terms });
          expect({ flip, roles: await tried(copy, lines, flip) }).toEqual({ flip, roles: expected(roles, flip) });
          proved++;
        }
      }),
      { numRuns: 16 },
    );
    expect(proved).toBeGreaterThan(0);
  }, 240_000);

  it('is as small as it may be, and said in a sentence', async () => {
    const deal = await dealOf(world);
    const [finance] = (await preview(await deal.draft(ae, { discount: 3_080 }))).steps.filter(
      ({ role }: Any) => role === 'FINANCE',
    );
    expect(finance.rationale).toBe("The discount is above finance's limit of its segment.");
    expect(finance.flips[0]).toMatchObject({
      of: 'ATTRIBUTE',
      attribute: 'deal.discount_bp',
      unit: 'basis points',
      from: '3080',
      to: '3000',
      removes: ['FINANCE'],
      adds: [],
      sentence: '0.8 points less discount removes FINANCE.',
    });
    expect(finance.flips.map(({ sentence }: Any) => sentence)).toContain(
      'discounts.smb.finance_required_pct of 30.8 % instead of 30 % removes FINANCE.',
    );
  });

  it('spreads less discount over lines that give different ones', async () => {
    const [one, two] = [await dealOf(world, { listPriceMinor: 99_999 }), await dealOf(world, { listPriceMinor: 7 })];
    const lines = [
      { productId: one.productId, quantity: 3, discount: 4_100 },
      { productId: two.productId, quantity: 11, discount: 900 },
    ];
    const input = { opportunityId: one.opportunityId, lines };
    const { quoteId } = await ae.mutate('createQuote', input, '... on QuoteCreated { quoteId }');
    const shown = await preview(quoteId);
    const flip = flipsIn(shown).find(
      ({ attribute, removes }) => attribute === 'deal.discount_bp' && removes.length === 1,
    );
    expect(flip).toMatchObject({ to: '3000', removes: ['FINANCE'] });
    expect(await tried(quoteId, [], flip)).toEqual(['SALES_MANAGER']);
  });

  it('holds of the account and of the opportunity too, which are not the quote’s', async () => {
    const deal = await dealOf(world, { strategic: true, accountArrMinor: 30_000_000 });
    const quoteId = await deal.draft(ae, { discount: 1_500 });
    const flips = flipsIn(await preview(quoteId));
    const admin = world.caller('admin');
    const strategic = flips.find(({ attribute }) => attribute === 'opportunity.strategic');
    expect(strategic).toMatchObject({ from: 'true', to: 'false', removes: ['VP_SALES'] });
    const changed = await updateOpportunity(world.composition, admin, {
      id: deal.opportunityId,
      version: 1,
      strategic: false,
    });
    const arr = flips.find(({ attribute }) => attribute === 'account.arr_minor');
    expect(arr).toMatchObject({ removes: ['SALES_MANAGER'] });
    const smaller = await updateAccount(world.composition, admin, {
      id: deal.accountId,
      version: 1,
      arr: usd(Number(arr.to)),
    });
    expect([changed.__typename, smaller.__typename]).toEqual(['OpportunityUpdated', 'AccountUpdated']);
    expect(await submit(ae, quoteId)).toMatchObject({ status: 'APPROVED' });
  });
});

it('a flip of the configuration proves true when it is activated', async () => {
  const rep = await other.as('ae');
  const deal = await dealOf(other);
  const quoteId = await deal.draft(rep, { discount: 3_500 });
  const query = `query($id: ID!) { previewQuoteApproval(quoteId: $id) { ... on ApprovalPreview { steps { role flips { ${FLIP} } } } } }`;
  const { steps } = (await rep.ask(query, { id: quoteId })).previewQuoteApproval;
  const flip = steps[1].flips.find(({ attribute }: Any) => attribute === 'config.discounts.smb.finance_required_bp');
  expect(flip).toMatchObject({ of: 'CONFIG', from: '3000', to: '3500', removes: ['FINANCE'] });
  const yaml = DESK_CONFIG.replace('finance_required_pct: 0.3\n    max', 'finance_required_pct: 0.35\n    max');
  const saved = await saveRevOpsConfigDraft(other.composition, other.caller('admin'), { yaml });
  const { number } = saved as { number: number };
  const activated = await activateRevOpsConfig(other.composition, other.caller('admin2'), { number, replaces: 1 });
  expect(activated.__typename).toBe('RevOpsConfigActivated');
  await submit(rep, quoteId);
  expect((await approvalsOf(rep, quoteId)).map(({ role }: Any) => role)).toEqual(['SALES_MANAGER']);
});

it('tells no flip where no single change would do', async () => {
  const deal = await dealOf(world, { strategic: true });
  const quoteId = await deal.draft(ae, { discount: 3_500, terms: { termMonths: 60, riskLevel: 'HIGH' } });
  const { steps } = await preview(quoteId);
  expect(steps.find(({ role }: Any) => role === 'FINANCE').flips).toEqual([]);
});

const QUOTE = `query($id: ID!) { quote(id: $id) { current { lines { quantity net { amountMinor } } } } }`;
