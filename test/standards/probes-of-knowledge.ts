import { asking, failedOrTold, hasData, INSIDES, type Probe, post, send } from './probes.js';

const SUGGESTS = /did you mean/i;
const suggests = ({ text }: { text: string }): boolean => SUGGESTS.test(text);
/** What consoles call themselves. */
const CONSOLE = /graphiql|graphql playground|altair|voyager|apollo sandbox|embeddable-sandbox|ruru/i;

const suggesting = (what: string, query: string, variables = {}): Probe =>
  asking(`what is meant by ${what}`, 'graphql-cop, BatchQL, Clairvoyance', query, suggests, { variables });

const introspecting = (what: string, query: string): Probe =>
  asking(`the schema, ${what}`, 'graphql-cop, BatchQL, InQL', query, ({ json }) =>
    JSON.stringify(json?.data ?? null).includes('"name"'),
  );

const breaking = (what: string, body: unknown): Probe => ({
  name: `an unhandled error, by ${what}`,
  from: 'graphql-cop, Escape',
  run: async (target) => {
    const reply = await post(target, body);
    return failedOrTold(reply) ? `${reply.status} ${reply.text.slice(0, 300)}` : null;
  },
});

const search = (value: unknown) => ({
  query: 'query ($search: String) { accounts(first: 1, filter: { search: $search }) { edges { node { id } } } }',
  variables: { search: value },
});
const page = (value: unknown) => ({
  query: 'query ($first: Int) { accounts(first: $first) { edges { node { id } } } }',
  variables: { first: value },
});
const one = (id: unknown) => ({ query: 'query ($id: ID!) { account(id: $id) { id } }', variables: { id } });

const UNHEARD_OF: readonly (readonly [string, unknown])[] = [
  ['an operation of no kind', { query: 'qwerty cop { abc }' }],
  ['a query of null bytes', { query: '\u0000\u0000' }],
  ['a null byte in a text', search('a\u0000b')],
  ['half a character', '{"query":"{ __typename }","variables":{"search":"\\ud800"}}'],
  ['half a character in a text', search('\ud800')],
  ['writing from right to left, joined and combined', search('\u202e\u200d👩‍👩‍👧‍👦\u0301'.repeat(20))],
  ['a text of 100,000 characters', search('x'.repeat(100_000))],
  ['2^31', page(2 ** 31)],
  ['2^53', page(2 ** 53)],
  [
    '1e400',
    '{"query":"query ($first: Int) { accounts(first: $first) { edges { node { id } } } }","variables":{"first":1e400}}',
  ],
  ['a fraction', page(1.5)],
  ['an object for a number', page({ a: 1 })],
  ['a list for an id', one(['a'])],
  ['a query for an id', one("' OR 1=1 //")],
  ['a path for an id', one('../../etc/passwd')],
  ['an id of 10,000 characters', one('x'.repeat(10_000))],
  ['Cypher in a text', search("'}) MATCH (n) DETACH DELETE n //")],
  ['an operator for a text', search({ $ne: null })],
  ['a prototype', '{"query":"{ __typename }","variables":{"__proto__":{"admin":true}}}'],
  ['a constructor', { query: '{ __typename }', variables: { constructor: { prototype: { admin: true } } } }],
  [
    '10,000 arrays in one another',
    `{"query":"{ __typename }","variables":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`,
  ],
  ['10,000 brackets in one another', { query: `{ a(b: ${'['.repeat(900)}${']'.repeat(900)}) }` }],
  ['an operation called constructor', { query: '{ __typename }', operationName: 'constructor' }],
  ['extensions that ask for more', { query: '{ __typename }', extensions: { debug: true, tracing: true } }],
  ['no JSON', '{"query": "{ __typename }"'],
  ['JSON null', 'null'],
  ['a number', '7'],
];

/** Input that a server may not have thought of. */
export const UNHANDLED: readonly Probe[] = UNHEARD_OF.map(([what, body]) => breaking(what, body));

/** Questions whose answers would tell an attacker how the server is made. */
export const PROBES_OF_KNOWLEDGE: readonly Probe[] = [
  introspecting('all of it', 'query cop { __schema { types { name fields { name } } } }'),
  introspecting('one type of it', '{ __type(name: "Query") { name fields { name } } }'),
  introspecting('behind an alias and a line break', '{ a: __schema\n{ types\n{ name } } }'),
  introspecting('behind a fragment', '{ ...A } fragment A on Query { __schema { queryType { name } } }'),
  suggesting('a field of the schema', 'query cop { __schema { directive } }'),
  suggesting('a root field', '{ accoun { edges { node { id } } } }'),
  suggesting('a field', '{ accounts(first: 1) { edges { nod { id } } } }'),
  suggesting('an argument', '{ accounts(firs: 1) { edges { node { id } } } }'),
  suggesting('a type', 'query ($a: AccountFilte) { __typename }'),
  suggesting('a field of an input', '{ accounts(first: 1, filter: { serch: "x" }) { edges { node { id } } } }'),
  suggesting(
    'a field of an input in a variable',
    'query ($filter: AccountFilter) { accounts(first: 1, filter: $filter) { edges { node { id } } } }',
    { filter: { serch: 'x' } },
  ),
  suggesting(
    'a value in a variable',
    'mutation ($decision: Decision!) { decideApproval(input: {approvalId: "x", version: 1, decision: $decision}) { __typename } }',
    { decision: 'APPROV' },
  ),
  suggesting(
    'a value in the text',
    'mutation { decideApproval(input: {approvalId: "x", version: 1, decision: APPROV}) { __typename } }',
  ),
  suggesting('a thousand words', `{ ${Array.from({ length: 900 }, (_, n) => `accoun${n}`).join(' ')} }`),
  {
    name: 'traces, when they are asked for',
    from: 'graphql-cop',
    run: async (target) => {
      const asks = { 'x-apollo-tracing': '1', 'apollo-federation-include-trace': 'ftv1', 'x-debug': '1' };
      const reply = await post(target, { query: 'query cop { __typename nothing }' }, asks);
      const { text, json } = reply;
      return json?.extensions || /tracing|ftv1/.test(text) || INSIDES.test(text) ? text : null;
    },
  },
  {
    name: 'a console',
    from: 'graphql-cop, InQL',
    run: async (target) => {
      const paths = [
        '/',
        '/graphql',
        '/graphiql',
        '/playground',
        '/console',
        '/altair',
        '/voyager',
        '/sandbox',
        '/graphiql/static/ruru.js',
      ];
      for (const path of paths) {
        const { status, text } = await send(target, path, { headers: { accept: 'text/html' } });
        if (status < 400 || CONSOLE.test(text)) return `${path}: ${status} ${text.slice(0, 100)}`;
      }
      return null;
    },
  },
  {
    name: 'what runs here, from its headers',
    from: 'InQL, graphw00f',
    run: async (target) => {
      const { headers } = await post(target, { query: '{ __typename }' });
      return headers.get('x-powered-by') ?? headers.get('server');
    },
  },
  {
    name: 'anything, without signing in',
    from: 'InQL',
    run: async (target) => {
      const reply = await post(
        { ...target, token: null },
        { query: '{ accounts(first: 1) { edges { node { id } } } }' },
      );
      return hasData(reply) ? reply.text : null;
    },
  },
];
