import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf, decideOne, revise } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let deal: Deal;
let dear: Deal;
let draftId: string;
let approval: { id: string; version: number };
let extent: Awaited<ReturnType<typeof extentOf>>;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
  deal = await dealOf(world);
  dear = await dealOf(world, { listPriceMinor: 900_000_000_000 });
  draftId = await deal.draft(ae);
  approval = (await approvalsOf(ae, await deal.submitted(ae, { discount: 2_500 })))[0];
  extent = await extentOf(world);
});

const usd = (amountMinor: unknown) => ({ amountMinor, currency: 'USD' });
const line = (changes: object) => () => [{ productId: deal.productId, quantity: 1, ...changes }];

/** Lines that are wrong, the field that is named, and what is said of it. */
const WRONG_LINES: [string, () => object[], string, string][] = [
  ['none', () => [], 'lines', 'has at least one line'],
  ['too many', () => Array.from({ length: 201 }, () => line({})()[0] as object), 'lines', 'has at most 200 lines'],
  ['a quantity of none', line({ quantity: 0 }), 'lines.0.quantity', 'is at least 1'],
  ['a negative quantity', line({ quantity: -3 }), 'lines.0.quantity', 'is at least 1'],
  ['a huge quantity', line({ quantity: 1_000_001 }), 'lines.0.quantity', 'is at most 1,000,000'],
  ['a negative discount', line({ discount: -1 }), 'lines.0.discount', 'is from 0 to 10,000 basis points'],
  ['a discount over all', line({ discount: 10_001 }), 'lines.0.discount', 'is from 0 to 10,000 basis points'],
  ['a negative price', line({ netUnitPrice: usd(-1) }), 'lines.0.netUnitPrice.amountMinor', 'is not negative'],
  [
    'a huge price',
    line({ netUnitPrice: usd(9_007_199_254_740_991) }),
    'lines.0.netUnitPrice.amountMinor',
    'is too large',
  ],
  [
    'price and discount',
    line({ netUnitPrice: usd(1), discount: 1 }),
    'lines.0',
    'give a net price or a discount, not both',
  ],
  [
    'another currency',
    line({ netUnitPrice: { amountMinor: 1, currency: 'EUR' } }),
    'lines.0.netUnitPrice.currency',
    'is EUR, the quote is in USD',
  ],
  ['an unknown product', line({ productId: 'nobody' }), 'lines.0.productId', 'is not a product of this tenant'],
  [
    'an amount beyond exact comparison',
    () => [{ productId: dear.productId, quantity: 2 }],
    'lines',
    'add up to more than 900719925474 minor units',
  ],
];

const WRONG_TERMS: [string, object, string, string][] = [
  ['a term of no months', { termMonths: 0 }, 'terms.termMonths', 'is at least 1'],
  ['a term of centuries', { termMonths: 1_201 }, 'terms.termMonths', 'is at most 1,200'],
  ['negative days', { paymentDays: -1 }, 'terms.paymentDays', 'is not negative'],
  ['negative liability', { liability: usd(-1) }, 'terms.liability.amountMinor', 'is not negative'],
  [
    'liability in another currency',
    { liability: { amountMinor: 1, currency: 'EUR' } },
    'terms.liability.currency',
    'is EUR, the quote is in USD',
  ],
];

const saying = (path: string, message: string) => ({
  __typename: 'InvalidInput',
  message: `${path}: ${message}`,
  fields: [{ path, message }],
});

const create = (input: object) =>
  ae.mutate(
    'createQuote',
    { opportunityId: deal.opportunityId, lines: line({})(), ...input },
    '... on InvalidInput { message fields { path message } }',
  );

describe('a quote with wrong lines', () => {
  it.each(WRONG_LINES)('%s', async (_what, lines, path, message) => {
    expect(await create({ lines: lines() })).toEqual(saying(path, message));
    expect(await revise(ae, draftId, { lines: lines() })).toEqual(saying(path, message));
    expect(await extentOf(world)).toEqual(extent);
  });
});

describe('a quote with wrong terms', () => {
  it.each(WRONG_TERMS)('%s', async (_what, terms, path, message) => {
    expect(await create({ terms })).toEqual(saying(path, message));
    expect(await revise(ae, draftId, { lines: line({})(), terms })).toEqual(saying(path, message));
    expect(await extentOf(world)).toEqual(extent);
  });
});

describe('a decision', () => {
  it.each([
    ['without a reason', { decision: 'REJECT' }, 'reasonCode', 'says why; it is needed unless you approve'],
    [
      'that approves and proposes',
      { decision: 'APPROVE', counterProposal: { discount: 1 } },
      'counterProposal',
      'is what you propose instead; give it with COUNTER_PROPOSE and only then',
    ],
    [
      'that proposes nothing',
      { decision: 'COUNTER_PROPOSE', reasonCode: 'OTHER', counterProposal: {} },
      'counterProposal',
      'changes the discount, the lines or the terms',
    ],
    [
      'with an endless comment',
      { decision: 'APPROVE', comment: 'a'.repeat(4_001) },
      'comment',
      'has at most 4,000 characters',
    ],
    [
      'that proposes more than everything off',
      { decision: 'COUNTER_PROPOSE', reasonCode: 'OTHER', counterProposal: { discount: 10_001 } },
      'counterProposal.discount',
      'is from 0 to 10,000 basis points',
    ],
  ])('%s', async (_what, input, path, message) => {
    const answer = await decideOne(manager, { approvalId: approval.id, version: approval.version, ...input });
    expect(answer).toEqual(saying(path, message));
    expect(await extentOf(world)).toEqual(extent);
  });
});

describe('what GraphQL itself refuses', () => {
  const CREATE = 'mutation($input: CreateQuoteInput!) { createQuote(input: $input) { __typename } }';
  it.each([
    ['a fraction of a unit', { quantity: 1.5 }, 'quantity'],
    ['a text for a number', { quantity: 'two' }, 'quantity'],
    ['a number beyond 32 bits', { quantity: 3_000_000_000 }, 'quantity'],
    ['a fraction of a basis point', { discount: 12.5 }, 'discount'],
    ['a fraction of a cent', { netUnitPrice: usd(0.5) }, 'amountMinor'],
    ['a cent beyond exact integers', { netUnitPrice: usd(2 ** 53) }, 'amountMinor'],
    ['a field that there is not', { price: 5 }, 'price'],
  ])('%s names the field', async (_what, changes, field) => {
    const input = { opportunityId: deal.opportunityId, lines: line(changes)() };
    const { errors, data } = await ae.graphql(CREATE, { input });
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
    expect(errors?.[0]?.message).not.toMatch(/\bat \w+ \(/);
    expect(await extentOf(world)).toEqual(extent);
  });
});
