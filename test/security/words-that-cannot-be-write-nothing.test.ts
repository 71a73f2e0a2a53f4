import { describe, expect, it } from '@jest/globals';
import { dealOf } from '../dealdesk/deal.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const admin = await world.as('admin');
const ae = await world.as('ae');
const { opportunityId } = await dealOf(world);
const price = (currency: string) => ({ amountMinor: 100, currency });
const INVALID = '... on InvalidInput { fields { path message } }';

const UNSEEN: [string, string][] = [
  ['zero-width spaces', '\u200b\u200b'],
  ['joiners and a byte order mark', '\u200d\u2060\ufeff'],
  ['a change of direction', '\u202e'],
  ['fillers', '\u3164\u115f'],
  ['an empty Braille cell', '\u2800'],
  ['a lone accent', '\u0301'],
  ['blanks', ' \u00a0\u3000'],
];

const NAMED: [string, (name: string) => object][] = [
  ['createAccount', (name) => ({ name })],
  ['createOpportunity', (name) => ({ name, stage: 'Open' })],
  ['createProduct', (name) => ({ name, sku: 'S', listPrice: price('USD') })],
  ['createUser', (name) => ({ handle: 'somebody', name })],
  ['createTeam', (name) => ({ handle: 'some-team', name })],
  ['createApiKey', (name) => ({ name, scopes: ['read'] })],
];

describe.each(NAMED)('%s', (mutation, input) => {
  it.each(UNSEEN)('takes no name of %s', async (_what, name) => {
    const before = await extentOf(world);
    const answer = await admin.mutate(mutation, input(name), INVALID);
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      fields: expect.arrayContaining([expect.objectContaining({ path: 'name' })]),
    });
    expect(await extentOf(world)).toEqual(before);
  });

  it('takes one that holds such characters beside letters', async () => {
    expect(await admin.mutate(mutation, input('Ada\u200d Ünal'), '')).not.toMatchObject({ __typename: 'InvalidInput' });
  });
});

it.each(['name', 'company', 'externalId'])('a lead takes no %s that nobody can see', async (field) => {
  const before = await extentOf(world);
  const answer = await ae.mutate('ingestLead', { email: 'a@b.example', [field]: '\u200b' }, INVALID);
  expect(answer).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: field, message: 'has no visible character' }],
  });
  expect(await extentOf(world)).toEqual(before);
});

it.each([
  ['products', 'sku,name,list_price\nS-1,\u200b,5\n'],
  ['accounts', 'external_id,name\nA-1,\u2060\u200d\n'],
  ['teams', 'handle,name\nt,\u200b\n'],
  ['users', 'handle,name\nu,\u3164\n'],
])('a row of %s with such a name is rejected', async (kind, body) => {
  const response = await admin.http('POST', `/v1/imports/${kind}`, { body, headers: { 'content-type': 'text/csv' } });
  expect(await response.json()).toMatchObject({
    counts: { created: 0, rejected: 1 },
    rejects: [{ row: 2, column: 'name', reason: 'has no visible character' }],
  });
});

describe('a currency that there is not', () => {
  it.each(['ZZZ', 'usd', 'US', '', 'EURO', '$', 'XX\u0405'])(
    '%j is refused wherever an amount stands',
    async (currency) => {
      const before = await extentOf(world);
      for (const [mutation, input] of [
        ['createProduct', { sku: 'S', name: 'N', listPrice: price(currency) }],
        ['createAccount', { name: 'N', arr: price(currency) }],
        ['createOpportunity', { name: 'N', stage: 'Open', amount: price(currency) }],
      ] as const) {
        const answer = await admin.mutate(mutation, input, INVALID);
        expect(answer).toMatchObject({ fields: [{ path: expect.stringMatching(/\.currency$/) }] });
      }
      expect(await extentOf(world)).toEqual(before);
    },
  );

  it("of an account is its tenant's, whichever others there are", async () => {
    const before = await extentOf(world);
    const answer = await admin.mutate('createAccount', { name: 'N', revenue: price('EUR') }, INVALID);
    expect(answer).toMatchObject({
      fields: [{ path: 'revenue.currency', message: 'Accounts are kept in USD; found EUR.' }],
    });
    expect(await extentOf(world)).toEqual(before);
  });

  it('of a product is that of the quotes it may be on', async () => {
    const { productId } = await admin.mutate(
      'createProduct',
      { sku: 'EUR-1', name: 'Euro', listPrice: price('EUR') },
      '... on ProductCreated { productId }',
    );
    const before = await extentOf(world);
    const answer = await ae.mutate('createQuote', { opportunityId, lines: [{ productId, quantity: 1 }] }, INVALID);
    expect(answer).toMatchObject({
      fields: [{ path: 'lines.0.productId', message: 'is priced in EUR, the quote is in USD' }],
    });
    expect(await extentOf(world)).toEqual(before);
  });
});
