import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { newId } from '../../src/kernel/values/ids.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { filled } from '../security/filled-world.js';
import { type RootField, rootFields, sampleOf } from '../security/sample-inputs.js';

const world = await createWorld();
const ids = await filled(world);
const schema = completeSchema(await buildApiSchema());
const queries = rootFields(schema).filter(({ operation }) => operation === 'query');

/** Everything of a type that needs no argument, two levels deep. */
function selectionOf(type: GraphQLNamedType, levels = 2): string {
  if (isUnionType(type) || (isAbstractType(type) && !isObjectType(type))) {
    const [first] = schema.getPossibleTypes(type);
    return `{ __typename ... on ${first?.name} ${first ? selectionOf(first, levels) : ''} }`;
  }
  if (!isObjectType(type)) return '';
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type))) return [];
    const of = getNamedType(field.type);
    if (isLeafType(of)) return [field.name];
    return levels > 0 && !(levels < 2 && isListOf(field.type)) ? [`${field.name} ${selectionOf(of, levels - 1)}`] : [];
  });
  return `{ ${['__typename', ...parts].join(' ')} }`;
}
const isListOf = (type: unknown): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** The query with every argument as a variable, under a name that no other query has. */
function queryOf({ field }: RootField): string {
  const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const name = `Q${Math.random().toString(36).slice(2)}`;
  const selection = selectionOf(getNamedType(field.type));
  return `query ${name}${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`;
}

/** What is sent for the arguments: those needed alone, with null for the others, and with a value for each. */
function variablesOf({ field }: RootField): [string, Record<string, unknown>][] {
  const needed = field.args.filter((arg) => isNonNullType(arg.type));
  const others = field.args.filter((arg) => !needed.includes(arg));
  const given = (list: typeof needed, id: string) =>
    Object.fromEntries(list.map((arg) => [arg.name, sampleOf(arg.type, id)]));
  const known = Object.entries(ids).map(([kind, id]): [string, Record<string, unknown>] => [
    `a ${kind}`,
    given(needed, id),
  ]);
  return [
    ...(needed.length > 0 ? known : []),
    ['absent', given(needed, newId())],
    ['null', { ...given(needed, newId()), ...Object.fromEntries(others.map(({ name }) => [name, null])) }],
    [
      'given',
      given(
        field.args.filter(({ name }) => name !== 'after'),
        newId(),
      ),
    ],
    [
      'of the wrong type',
      { ...given(needed, newId()), ...Object.fromEntries(field.args.map(({ name }) => [name, [[7]]])) },
    ],
  ];
}

/** An answer without what differs from one request to the next. */
const comparable = (answer: unknown) =>
  JSON.parse(
    JSON.stringify(answer).replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<request>'),
  );

// A second of the clock for each test: together they ask more than a minute's share.
beforeEach(() => world.clock.advance({ ms: 1_000 }));

describe.each(queries.map((root) => [root.field.name, root] as const))('%s', (_name, root) => {
  let clients: Client[];
  beforeAll(async () => {
    clients = await Promise.all(['admin', 'ae'].map((handle) => world.as(handle)));
  });

  it.each(variablesOf(root))(
    'answers the third time, compiled, as the first time, with variables %s',
    async (_which, variables) => {
      for (const client of clients) {
        const query = queryOf(root);
        const [plain, ...compiled] = [
          await client.graphql(query, variables),
          await client.graphql(query, variables),
          await client.graphql(query, variables),
        ];
        for (const answer of compiled) expect(comparable(answer)).toEqual(comparable(plain));
        expect(JSON.stringify(plain)).not.toMatch(/"INTERNAL"|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COMPLEX/);
      }
    },
  );
});
