import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { measure } from './cost.js';

const schema = buildSchema(`
  type Query { deals(first: Int = 20, after: String): Deals!  tags: [String!]!  all: [Deal!]!  node: Node
    use(meters: [String!], groups: Int): [Use!]! }
  type Use { meters: [Meter!]! }
  type Meter { name: String  groups: [Group!]! }
  type Group { by: String }
  type Deals { edges: [Edge!]!  pageInfo: Page!  total: Int }
  type Edge { cursor: String  node: Deal! }
  type Page { more: Boolean }
  interface Node { id: ID }
  type Deal implements Node { id: ID  lines(last: Int): [Line!]!  labels: [String!] }
  type Line implements Node { id: ID }
`);

function size(query: string, variables = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return measure(schema, document, operation, variables, 10);
}

describe('the cost of a query', () => {
  it.each([
    [
      'a page once, not again for its edges',
      '{ deals(first: 5) { edges { node { id } } pageInfo { more } total } }',
      1 + 5 * (1 + 2 + 2 + 1),
    ],
    ['the default page', '{ deals { total } }', 1 + 20],
    [
      'pages within pages',
      '{ deals(first: 5) { edges { node { lines(last: 4) { id } } } } }',
      1 + 5 * (1 + 1 + (1 + 4)),
    ],
    ['a list without a page by the assumed size', '{ all { id } }', 1 + 10],
    ['a list of scalars too', '{ tags }', 10],
    ['a negative page as one', '{ deals(first: -5) { total } }', 2],
    [
      'fragments where they are spread',
      '{ all { ...D } } fragment D on Deal { id lines(last: 2) { id } }',
      1 + 10 * (1 + 3),
    ],
    ['nothing for introspection', '{ __schema { types { name } } }', 0],
  ])('counts %s', (_what, query, cost) => {
    expect(size(query).cost).toBe(cost);
  });

  it('counts lists as the root field was asked for them, fragments too', () => {
    const use = (args: string, groups = 'groups { by }') => `{ use${args} { meters { name ${groups} } } }`;
    const cost = (meters: number, groups: number) => 1 + 10 * (1 + meters * (1 + 1 + groups));
    expect(size(use('')).cost).toBe(cost(10, 10));
    expect(size(use('(meters: ["tokens"], groups: 3)')).cost).toBe(cost(1, 3));
    expect(size(use('(meters: ["tokens"], groups: -3)')).cost).toBe(cost(1, 1));
    const spread = `query ($m: [String!]) ${use('(meters: $m, groups: 2)', '...M')} fragment M on Meter { groups { by } }`;
    expect(size(spread, { m: ['tokens', 'calls'] }).cost).toBe(cost(2, 2));
    const both = `{ ${use('(groups: 2)', '...M').slice(1, -1)} more: ${use('', '...M').slice(1, -1)} } fragment M on Meter { groups { by } }`;
    expect(size(both).cost).toBe(cost(10, 2) + cost(10, 10));
  });

  it('takes a page size from its variable', () => {
    const query = 'query ($n: Int) { deals(first: $n) { total } }';
    expect(size(query, { n: 7 }).cost).toBe(8);
    expect(size(query, {}).cost).toBe(21);
  });

  it('sees through fragments of fragments without walking them one by one', () => {
    const fragments = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Node { ...F${n + 1} ...F${n + 1} }`).join(
      ' ',
    );
    expect(size(`{ node { ...F0 } } ${fragments} fragment F40 on Node { id }`).cost).toBeGreaterThan(2 ** 40);
  });

  it('counts what compiling costs: a field of an interface once per type', () => {
    expect(size('{ node { id ... on Deal { labels } } }').fields).toBe(1 + 2 + 1);
  });
});
