import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { bootstrapTenant } from '../../src/entitlements/index.js';
import { inLanes } from '../../src/kernel/in-lanes.js';
import type { Right } from '../../src/kernel/rights.js';
import { newId } from '../../src/kernel/values/ids.js';
import { rights } from '../../src/tenancy/index.js';
import { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { tokenFor } from '../kit/tokens.js';
import { createWorld, PEOPLE } from '../kit/world.js';
import { rootFields, sampleOf, sampleOperation } from './sample-inputs.js';

/** One person with every role, so that no refusal by role comes before the number is looked at. */
const EVERYTHING = [...PEOPLE, { handle: 'everyone', roles: [...new Set(PEOPLE.flatMap(({ roles }) => roles))] }];
const world = await createWorld({ people: EVERYTHING });
const operators = await bootstrapTenant(world.composition, {
  handle: `o-${newId()}`,
  name: 'Operators',
  kind: 'OPERATORS',
  users: ['olga', 'omar'].map((one) => ({ handle: one, name: one, subject: one, roles: ['operator', 'revops_admin'] })),
});
const operatorsId = 'tenantId' in operators ? operators.tenantId : '';

/** Root fields that operators alone may call, by a right of another name. */
const OF_OPERATORS = ['topConsumers'];

/** Whoever may call this root field. */
async function ableTo(name: string): Promise<Client> {
  const right: Right | undefined = rights[name as keyof typeof rights];
  if (!right?.anyRole?.includes('operator') && !OF_OPERATORS.includes(name)) return world.as('everyone');
  const nowMs = world.clock.now();
  return new Client(world.url, await tokenFor(world.composition.config, operatorsId, 'olga', { nowMs }));
}

/** What both tenants have. */
const extent = () => Promise.all([extentOf(world), extentOf(world, operatorsId)]);

const schema = completeSchema(await buildApiSchema());
const NUMBERS = ['Int', 'Float', 'SafeInt', 'BasisPoints', 'NonNegativeInt'];

/** Written into the request as they are here: JSON has more numbers than JavaScript can tell apart. */
const NEVER = [
  '1e308',
  '-1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '-9007199254740993',
  '9'.repeat(400),
  '1.5',
  '-1',
  '"NaN"',
  '"Infinity"',
  '"1e999"',
  '"12"',
  'true',
  '[1, 2]',
  '{}',
];
/** The same in the text of a query, where they are literals of GraphQL. */
const LITERALS = [
  '1e308',
  '-1e999',
  '9007199254740993',
  '9'.repeat(400),
  '1.5',
  '-1',
  'NaN',
  'Infinity',
  '"12"',
  'true',
];

/** Where an input takes a number: the names and list places that lead there. */
function numbersIn(type: GraphQLInputType, seen: string[] = []): (string | number)[][] {
  const inner = getNullableType(type);
  if (isListType(inner)) return numbersIn(inner.ofType, seen).map((path) => [0, ...path]);
  const named = getNamedType(inner);
  if (!isInputObjectType(named)) return NUMBERS.includes(named.name) ? [[]] : [];
  if (seen.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((part) =>
    numbersIn(part.type, [...seen, named.name]).map((path) => [part.name, ...path]),
  );
}

/** A sample of a type in which the place holds `value`; what leads there is made, when it is optional. */
function sampleWith(type: GraphQLInputType, [step, ...rest]: (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const inner = getNullableType(type);
  if (isListType(inner)) return [sampleWith(inner.ofType, rest, value)];
  const named = getNamedType(inner);
  if (!isInputObjectType(named)) throw new Error(`${named.name} has no ${step}`);
  const part = named.getFields()[step];
  if (!part) throw new Error(`${named.name} has no ${step}`);
  return { ...(sampleOf(inner, newId()) as object), [step]: sampleWith(part.type, rest, value) };
}

const PLACE = 'the number goes here';
const places = rootFields(schema).flatMap((root) =>
  root.field.args.flatMap((arg) =>
    numbersIn(arg.type).map(
      (path) => [`${root.field.name} ${[arg.name, ...path].join('.')}`, root, arg.name, path] as const,
    ),
  ),
);

// A second of the clock for each test: together they ask more than a minute's share.
beforeEach(() => world.clock.advance({ ms: 1_000 }));

describe.each(places)('%s', (_name, root, argName, path) => {
  it('takes no number that cannot be, and writes nothing', async () => {
    const client = await ableTo(root.field.name);
    const before = await extent();
    const named = path.findLast((step) => typeof step === 'string') ?? argName;
    const arg = root.field.args.find(({ name }) => name === argName) as GraphQLArgument;
    const body = JSON.stringify(sampleOperation(root, newId(), { [argName]: sampleWith(arg.type, path, PLACE) }));
    await inLanes(NEVER, 4, async (never) => {
      const response = await client.http('POST', '/graphql', {
        body: body.replace(JSON.stringify(PLACE), never),
        headers: { 'content-type': 'application/json' },
      });
      const { data, errors } = (await response.json()) as any;
      const whole = data?.[root.field.name];
      // Of many things done at once each has its own outcome.
      const answer = whole?.results?.[0]?.result ?? whole;
      // A query may answer that there is nothing of a number that nothing can have.
      if (root.operation === 'query' && answer === null) return;
      const [{ code, message }] = errors?.map((error: any) => ({ ...error, ...error.extensions })) ?? [
        { ...answer, code: answer?.__typename },
      ];
      expect([never, code]).toEqual([never, expect.stringMatching(/^(BAD_USER_INPUT|InvalidInput)$/)]);
      expect([never, message]).toEqual([never, expect.stringContaining(String(named))]);
    });
    expect(await extent()).toEqual(before);
  });
});

describe('a literal', () => {
  const line = (fields: string) =>
    `mutation { createQuote(input: { opportunityId: "x", lines: [{ productId: "y", quantity: 1, ${fields} }] }) { __typename } }`;
  it.each([
    ['Int', (text: string) => line('').replace('quantity: 1', `quantity: ${text}`)],
    ['BasisPoints', (text: string) => line(`discount: ${text}`)],
    ['SafeInt', (text: string) => line(`netUnitPrice: { amountMinor: ${text}, currency: "USD" }`)],
    ['a page size', (text: string) => `{ accounts(first: ${text}) { edges { cursor } } }`],
  ])('of %s that cannot be is refused as well, and nothing is written', async (_type, query) => {
    const everyone = await world.as('everyone');
    const before = await extent();
    for (const literal of LITERALS) {
      const { data, errors } = await everyone.graphql(query(literal));
      const told = errors?.[0]?.extensions?.code ?? data?.createQuote?.__typename;
      expect([literal, told]).toEqual([
        literal,
        expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED|InvalidInput)$/),
      ]);
    }
    expect(await extent()).toEqual(before);
  });
});
