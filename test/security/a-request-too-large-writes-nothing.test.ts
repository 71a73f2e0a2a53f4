import { describe, expect, it } from '@jest/globals';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const ae = await world.as('ae');

const MB = 1024 ** 2;
const times = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
const managers = (levels: number) => `${'manager { '.repeat(levels)}id${' }'.repeat(levels)}`;
const chained = (levels: number) =>
  `{ viewer { user { ...F0 } } } ${times(levels, (n) => `fragment F${n} on User { manager { ${n + 1 < levels ? `...F${n + 1}` : 'id'} } }`)}`;
const create = (n: number) => `a${n}: createAccount(input: { name: "Account ${n}" }) { __typename }`;

/** What is asked, and the code and words of the refusal. */
const QUERIES: [string, string, string, RegExp][] = [
  ['of depth 50', `{ viewer { user { ${managers(50)} } } }`, 'QUERY_TOO_COMPLEX', /at most 12/],
  ['of depth 50 by fragments', chained(50), 'QUERY_TOO_COMPLEX', /at most 12/],
  [
    'of depth 50 beneath a write',
    `mutation { createAccount(input: { name: "Deep" }) { ... on AccountCreated { account { owner { ... on User { ${managers(50)} } } } } } }`,
    'QUERY_TOO_COMPLEX',
    /at most 12/,
  ],
  ['of 1,000 aliases', `{ ${times(1_000, (n) => `a${n}: __typename`)} }`, 'QUERY_TOO_COMPLEX', /too long|aliases/],
  ['of 1,000 aliased writes', `mutation { ${times(1_000, create)} }`, 'QUERY_TOO_COMPLEX', /too long|aliases/],
  ['of 20 aliased writes', `mutation { ${times(20, create)} }`, 'QUERY_TOO_COMPLEX', /aliases/],
  [
    'of 300 directives',
    `mutation { createAccount(input: { name: "D" }) { ${times(300, () => '... @include(if: true) { __typename }')} } }`,
    'QUERY_TOO_COMPLEX',
    /too long|directives/,
  ],
  [
    'of a fragment that holds itself',
    'mutation { createAccount(input: { name: "C" }) { ...F } } fragment F on CreateAccountResult { ...F }',
    'GRAPHQL_VALIDATION_FAILED',
    /itself/,
  ],
  ['of 75,000 tokens', `{ ${'viewer { id } '.repeat(25_000)} }`, 'QUERY_TOO_COMPLEX', /too long/],
  ['of 10,000 brackets', '{ a '.repeat(10_000), 'QUERY_TOO_COMPLEX', /too long/],
];

/** Refused with one clear sentence: of whoever asked, never of the server. */
async function expectRefused(response: Response, status: number, expected = 'BAD_USER_INPUT', words = /larger/) {
  const body = (await response.json()) as any;
  expect(response.status).toBe(status);
  const [first, ...others] = body.errors ?? [body.error];
  const { message, extensions, code = extensions?.code } = first;
  expect({ code, message }).toEqual({ code: expected, message: expect.stringMatching(words) });
  for (const { message } of [first, ...others]) {
    expect(message.length).toBeLessThan(400);
    expect(message).not.toMatch(/\bat \w+ \(|node_modules/);
  }
  expect(body.data ?? null).toBeNull();
}

async function expectUntouched(before: unknown): Promise<void> {
  expect(await extentOf(world)).toEqual(before);
  expect((await world.anyone().http('GET', '/readyz')).status).toBe(200);
  expect((await ae.ask('{ viewer { id } }')).viewer.id).toBe(world.id('ae'));
}

describe('a query', () => {
  it.each(QUERIES)('%s is refused with one clear sentence', async (_what, query, code, words) => {
    const before = await extentOf(world);
    for (const _time of [1, 2, 3])
      await expectRefused(await ae.http('POST', '/graphql', { json: { query } }), 400, code, words);
    await expectUntouched(before);
  });
});

describe('a body of 10 MB', () => {
  const CREATE = 'mutation($input: CreateAccountInput!) { createAccount(input: $input) { __typename } }';
  const long = 'x'.repeat(10 * MB);
  const json = { 'content-type': 'application/json' };
  /** The same as a stream, whose length nobody says beforehand. */
  const streamed = (text: string) => new Blob([text]).stream();

  it.each<[string, string, string]>([
    ['with a long name', '/graphql', JSON.stringify({ query: CREATE, variables: { input: { name: long } } })],
    ['with a long query', '/graphql', JSON.stringify({ query: `${CREATE} #${long}` })],
    ['of blanks', '/graphql', ' '.repeat(10 * MB)],
    ['of brackets', '/graphql', '['.repeat(10 * MB)],
    ['for a lead', '/v1/leads', JSON.stringify({ email: 'a@b.example', company: long })],
  ])('%s is refused with 413, whole or in pieces', async (_what, path, body) => {
    const before = await extentOf(world);
    await expectRefused(await ae.http('POST', path, { body, headers: json }), 413);
    const headers = { ...json, authorization: `Bearer ${await world.token('ae')}` };
    const piecewise = { method: 'POST', headers, body: streamed(body), duplex: 'half' } as RequestInit;
    await expectRefused(await fetch(`${world.url}${path}`, piecewise), 413);
    await expectUntouched(before);
  });

  it('within an input that is small enough is refused by its fields', async () => {
    const before = await extentOf(world);
    const { data } = await ae.graphql(CREATE, { input: { name: 'x'.repeat(MB / 2) } });
    expect(data.createAccount).toEqual({ __typename: 'InvalidInput' });
    const lines = Array.from({ length: 9_000 }, () => ({ productId: 'x', quantity: 1 }));
    const quote = await ae.mutate('createQuote', { opportunityId: 'x', lines }, '... on InvalidInput { message }');
    expect(quote).toMatchObject({ __typename: 'InvalidInput', message: 'lines: has at most 200 lines' });
    await expectUntouched(before);
  });
});
