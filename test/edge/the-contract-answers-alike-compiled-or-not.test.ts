import { beforeAll, describe, expect, it } from '@jest/globals';
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
import { inLanes } from '../../src/kernel/in-lanes.js';
import { newId } from '../../src/kernel/values/ids.js';
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

/** The query with every argument as a variable; gives its text under a name of its own, as long as any other: errors tell columns. */
function queryOf({ field }: RootField): (n: number) => string {
  const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = selectionOf(getNamedType(field.type));
  return (n) =>
    `query Q${String(n).padStart(5, '0')}${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`;
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

describe.each(queries.map((root) => [root.field.name, root] as const))('%s', (_name, root) => {
  const sent = variablesOf(root);
  /** By what was sent, of each client: the answer of a text that was never asked, and of one that is compiled. */
  const answers = new Map<string, { plain: unknown; compiled: unknown }[]>(sent.map(([which]) => [which, []]));

  beforeAll(async () => {
    // Together they ask more than a minute's share. It stands while they are asked: some answers tell the time.
    world.clock.advance({ ms: sent.length * 1_000 });
    const clients = await Promise.all(['admin', 'ae'].map((handle) => world.as(handle)));
    const query = queryOf(root);
    let drawn = 0;
    const asked = query(0);
    const fitting = sent[0]?.[1] ?? {};
    // From the second time on it is compiled.
    for (let time = 0; time < 2; time++) await clients[0]?.graphql(asked, fitting);
    // One client after the other: what one is refused is in the other's lists.
    for (const client of clients) {
      await inLanes(sent, 4, async ([which, variables]) => {
        const plain = await client.graphql(query(++drawn), variables);
        answers.get(which)?.push({ plain, compiled: await client.graphql(asked, variables) });
      });
    }
  });

  it.each(sent.map(([which]) => which))('answers compiled as it answers plainly, with variables %s', (which) => {
    expect(answers.get(which)).toHaveLength(2);
    for (const { plain, compiled } of answers.get(which) ?? []) {
      expect(comparable(compiled)).toEqual(comparable(plain));
      expect(JSON.stringify(plain)).not.toMatch(/"INTERNAL"|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COMPLEX|RATE_LIMITED/);
    }
  });
});
