import { asking, hasData, type Probe, post } from './probes.js';

const COP = 'graphql-cop';
const many = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
const nested = (depth: number, field: string, inner: string): string =>
  `${`${field} { `.repeat(depth)}${inner}${' }'.repeat(depth)}`;

/** A hundred tries in one request, each under a name of its own. */
const BRUTE_FORCE = `mutation { ${many(100, (n) => `try${n}: decideApproval(input: {approvalId: "${n}", version: 1, decision: APPROVE}) { __typename }`)} }`;

/** Queries that cost little to send and much to answer. */
export const PROBES_OF_SIZE: readonly Probe[] = [
  asking('101 aliases of one field', COP, `query cop { ${many(101, (n) => `alias${n}: __typename`)} }`, hasData),
  asking('500 times the same field', COP, `query cop { ${'__typename '.repeat(500)} }`, hasData),
  asking('10 unknown directives on one field', COP, `query cop { __typename ${'@aa'.repeat(10)} }`, ({ json }) =>
    json?.errors ? json.errors.length === 10 : hasData({ json } as never),
  ),
  asking('50 known directives', 'GraphQL Armor', `{ ${'... @include(if: true) { __typename } '.repeat(50)} }`, hasData),
  asking(
    '200 spreads of one fragment',
    'Escape',
    `{ ${'...A '.repeat(200)} } fragment A on Query { __typename }`,
    hasData,
  ),
  asking('200 inline fragments', 'Escape', `{ ${'... on Query { __typename } '.repeat(200)} }`, hasData),
  asking(
    'fragments in a circle',
    COP,
    'query cop { __typename ...A } fragment A on Query { __typename ...B } fragment B on Query { ...A }',
    ({ json }) => json && !('errors' in json),
  ),
  asking(
    'a fragment of itself',
    'InQL',
    '{ ...A } fragment A on Query { __typename ...A }',
    ({ json }) => json && !('errors' in json),
  ),
  asking(
    'introspection in circles',
    COP,
    'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
    ({ json }) => json?.data?.__schema?.types?.length > 25,
  ),
  asking('50 levels of real fields', 'InQL, Escape', `{ user(id: "x") { ${nested(48, 'manager', 'id')} } }`, hasData),
  asking(
    'depth behind an operation called __schema (GHSA-733v-p3h5-qpq7)',
    'advisories',
    `query __schema { __type(name: "Query") { ${nested(30, 'ofType', 'name')} } }`,
    hasData,
  ),
  asking(
    'depth behind a fragment that is used before, nearer the top',
    'advisories',
    `{ __typename ...A ...B } fragment A on Query { ...__schema } fragment B on Query { ...__schema __type(name: "Query") { ${nested(20, 'ofType', 'name')} } } fragment __schema on Query { __typename }`,
    hasData,
  ),
  asking('a page of a million', 'InQL', '{ accounts(first: 1000000) { edges { node { id } } } }', hasData),
  asking('a page of minus one', 'InQL', '{ accounts(first: -1) { edges { node { id } } } }', hasData),
  asking('100 tries by alias in one request', 'BatchQL, CrackQL', BRUTE_FORCE, hasData),
  {
    name: '10 queries in an array',
    from: 'graphql-cop, BatchQL',
    run: async (target) => {
      const { json, text } = await post(
        target,
        Array(10).fill({ query: 'query cop { __typename }', operationName: 'cop' }),
      );
      return Array.isArray(json) ? text.slice(0, 300) : null;
    },
  },
  {
    name: 'one query in an array',
    from: 'BatchQL',
    run: async (target) => {
      const { json, text } = await post(target, [{ query: '{ __typename }' }]);
      return Array.isArray(json) || json?.data ? text : null;
    },
  },
  {
    name: 'a query of ten megabytes',
    from: 'GraphQL Armor',
    run: async (target) => {
      const reply = await post(target, { query: `{ __typename } #${'x'.repeat(10 * 2 ** 20)}` }).catch(() => null);
      return reply && hasData(reply) ? reply.text : null;
    },
  },
];
