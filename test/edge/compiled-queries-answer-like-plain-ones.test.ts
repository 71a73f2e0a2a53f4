import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GraphQLSchema, getOperationAST, type OperationDefinitionNode, parse, validate } from 'graphql';
import { pino } from 'pino';
import { executor, type Operation } from '../../schema/edge/executor.js';
import { type Answer, queryCompiler } from '../../schema/edge/jit.js';
import { DEFAULT_LIMITS } from '../../schema/edge/limits.js';
import { completeSchema } from '../../schema/edge/server.js';
import { deskSchema } from './desk.js';

const context = { requestId: 'r1', caller: null };

describe('compiled queries answer like plain ones', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = completeSchema(await deskSchema());
  });

  /** The answers of the first (plain), second (compiling) and third (compiled) time. */
  async function thrice(query: string, variables: Operation['variables'] = {}, name?: string): Promise<Answer[]> {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const run = executor(schema, { ...DEFAULT_LIMITS, cost: 1e9 }, pino({ level: 'silent' }));
    const ask = { document, operation: getOperationAST(document, name) ?? undefined, variables, context };
    return [await run('k', ask), await run('k', ask), await run('k', ask)];
  }

  async function expectAlike(query: string, variables?: Operation['variables']): Promise<void> {
    const [plain, ...compiled] = await thrice(query, variables);
    for (const answer of compiled) {
      expect(plainly(answer.data)).toEqual(plainly(plain?.data));
      const [expected, told] = [errorsOf(plain), errorsOf(answer)];
      expect(told.length > 0).toBe(expected.length > 0);
      // Where one error has made a whole object null, those of its other fields may be told or not.
      const only = [
        ...told.filter((error) => !expected.includes(error)),
        ...expected.filter((error) => !told.includes(error)),
      ];
      const differing = only.filter((error) => !isInNull(answer.data, JSON.parse(error).path));
      expect(differing).toEqual([]);
    }
  }

  it.each([
    ['scalars and lists', '{ ping deals { id name amount } }'],
    ['enums by their public name', '{ deals { stage } }'],
    ['aliases', '{ a: deals(first: 1) { b: id } c: deals { b: name } }'],
    [
      'fragments of fragments',
      '{ deals { ...D } } fragment D on Deal { id owner { ...P } } fragment P on Person { name age }',
    ],
    [
      'one fragment in two places',
      '{ deals { owner { ...P } approvers { ...P } } } fragment P on Person { name brittle }',
    ],
    [
      'unions',
      '{ found { __typename ... on Person { age } ... on Deal { amount owner { name } } ... on Refused { message } } }',
    ],
    ['interfaces', '{ named { __typename id name ... on Deal { stage } ... on Person { fragile } } }'],
    [
      'field resolvers under lists',
      '{ deals(first: 6) { name owner { name brittle } approvers(first: 2) { id brittle } } }',
    ],
    ['errors in places that may be null', '{ deals(first: 5) { owner { brittle } } }'],
    ['errors in places that must not be null', '{ deals(first: 4) { id approvers(first: 4) { fragile } } }'],
    ['errors under a nullable parent', '{ deals(first: 6) { id owner { id fragile } } }'],
    ['a union without a type', '{ ping lost { ... on Refused { message } } }'],
    ['coded errors', '{ breaks(how: "coded") }'],
    ['thrown texts', '{ breaks(how: "string") }'],
    ['errors with secrets', '{ ping breaks(how: "error") }'],
    [
      'literals',
      '{ echo(filter: { stage: Won, least: 3, words: ["a"], not: { most: 1 } }, stage: Open, at: "2026-11-20T10:15:30.123Z") }',
    ],
    ['introspection', '{ __schema { types { name } } __type(name: "Deal") { name } }'],
  ])('%s', async (_what, query) => {
    await expectAlike(query);
  });

  it.each<[string, string, Operation['variables']]>([
    ['absent', '', {}],
    ['null', '', { filter: null, stage: null, at: null, words: null }],
    [
      'given',
      '',
      { filter: { stage: 'Won', words: 'one' }, stage: 'Open', at: '2026-11-20T10:15:30.123Z', words: ['a', 'b'] },
    ],
    ['nested, defaults omitted', '', { filter: { not: { not: { least: null } } } }],
    ['an enum of no such name', '', { stage: 'won' }],
    ['of the wrong type', '', { filter: { least: 'three' } }],
    ['with a field too many', '', { filter: { password: 'x' } }],
    ['a default taken', ' = Won', {}],
  ])('variables %s', async (_what, stageDefault, variables) => {
    await expectAlike(
      `query ($filter: DealFilter, $stage: Stage${stageDefault}, $at: DateTimeISO, $words: [String!]) { echo(filter: $filter, stage: $stage, at: $at, words: $words) }`,
      variables,
    );
  });

  it.each<[string, Operation['variables']]>([
    ['absent', {}],
    ['null', { count: null }],
    ['given', { count: 3 }],
  ])('a variable for an argument with a default: %s', async (_what, variables) => {
    await expectAlike('query ($count: Int) { echo(count: $count) }', variables);
  });

  it.each<[string, Operation['variables']]>([
    ['absent', {}],
    ['given', { least: 3, word: 'x' }],
  ])('variables inside literals: %s', async (_what, variables) => {
    const query =
      'query ($least: Int, $word: String!= "w") { echo(filter: { least: $least, words: [$word] }, words: [$word]) }';
    await expectAlike(query, variables);
  });

  it('conditions, with one fragment under two of them', async () => {
    const query =
      'query ($yes: Boolean!, $no: Boolean!) { deals { ...D @include(if: $no) owner @skip(if: $yes) { id } } again: deals { ...D @include(if: $yes) } } fragment D on Deal { id name }';
    await expectAlike(query, { yes: true, no: false });
    await expectAlike(query, { yes: false, no: true });
  });

  it.each<[string, string, (string | null)[]]>([
    ['from the second time on', '{ ping }', [null, 'pong', 'pong']],
    ['never with a condition', '{ ping @include(if: true) }', [null, null, null]],
    [
      'never with a variable inside a literal',
      'query ($n: Int) { ping echo(filter: { least: $n }) }',
      [null, null, null],
    ],
    ['never when it is introspection', '{ ping __type(name: "Deal") { name } }', [null, null, null]],
    ['never a mutation', 'mutation { closeDeal(id: "d1") { __typename } }', [null, null, null]],
    ['never when it is large', '{ ping deals { id } }', [null, null, null]],
  ])('compiles %s', async (_when, query, expected) => {
    const document = parse(query);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    const compiled = queryCompiler(schema, 2);
    const answers = [];
    for (const _time of expected) {
      const answer = await compiled(
        'k',
        { document, operation, variables: {}, context },
        query.includes('deals') ? 3 : 1,
      );
      answers.push(answer && (answer.data?.ping as string));
    }
    expect(answers).toEqual(expected);
  });

  it('forgets what was not asked for longest when all that is compiled grows too large', async () => {
    const compiled = queryCompiler(schema, 8_000);
    const ask = async (name: string) => {
      const document = parse(`query ${name} { ping }`);
      const operation = getOperationAST(document) as OperationDefinitionNode;
      return compiled(name, { document, operation, variables: {}, context }, 3_000);
    };
    const isCompiled = async (name: string) => (await ask(name)) !== null;
    for (const name of ['A', 'B']) expect([await isCompiled(name), await isCompiled(name)]).toEqual([false, true]);
    expect([await isCompiled('C'), await isCompiled('C')]).toEqual([false, true]);
    expect([await isCompiled('C'), await isCompiled('B'), await isCompiled('A')]).toEqual([true, true, false]);
  });

  it('keeps two operations of one document apart', async () => {
    const document = parse('query A { ping } query B { deals(first: 1) { id } }');
    const run = executor(schema, DEFAULT_LIMITS, pino({ level: 'silent' }));
    const ask = (name: string) =>
      run('k', { document, operation: getOperationAST(document, name) ?? undefined, variables: {}, context });
    for (let time = 0; time < 3; time += 1) {
      expect((await ask('A')).data).toEqual({ ping: 'pong' });
      expect((await ask('B')).data).toEqual({ deals: [{ id: 'd0' }] });
    }
  });

  it('gives each caller their own context, compiled or not', async () => {
    const document = parse('{ mine }');
    const run = executor(schema, DEFAULT_LIMITS, pino({ level: 'silent' }));
    const ask = (id: string) => {
      const request = { id: 'r', route: 'x', method: 'y', ip: null, userAgent: null };
      const caller = { tenantId: 't', type: 'user' as const, id, roles: [], seat: null, scopes: [], request };
      return run('k', {
        document,
        operation: getOperationAST(document) ?? undefined,
        variables: {},
        context: { requestId: 'r', caller },
      });
    };
    for (const id of ['a', 'b', 'c', 'd']) expect((await ask(id)).data?.mine).toBe(`${id} by y x`);
  });

  it('any query of the desk', async () => {
    const personFields = fc.uniqueArray(
      fc.constantFrom('id', 'name', 'age', 'fragile', 'brittle', '__typename', 'z: name'),
      { minLength: 1 },
    );
    const person = personFields.map((fields) => `{ ${fields.join(' ')} }`);
    const dealField = fc.oneof(
      fc.constantFrom('id', 'stage', 'amount', 'x: name', '__typename'),
      person.map((set) => `owner ${set}`),
      fc.tuple(person, fc.integer({ min: 0, max: 4 })).map(([set, n]) => `approvers(first: ${n}) ${set}`),
    );
    const deal = fc
      .uniqueArray(dealField, { minLength: 1, selector: (text) => text.split(/[ (:]/)[0] })
      .map((fields) => `{ ${fields.join(' ')} }`);
    const root = fc.oneof(
      fc.tuple(deal, fc.integer({ min: 0, max: 7 })).map(([set, n]) => `deals(first: ${n}) ${set}`),
      fc
        .tuple(person, deal)
        .map(([p, d]) => `found { ... on Person ${p.replace('fragile', 'f: fragile')} ... on Deal ${d} }`),
      fc.tuple(person, deal).map(([p, d]) => `named { name ... on Person ${p} ... on Deal ${d} }`),
      fc.constantFrom('ping', 'breaks(how: "coded")', 'lost { ... on Refused { message } }'),
    );
    const query = fc
      .uniqueArray(root, { minLength: 1, maxLength: 3, selector: (text) => text.split(/[ (]/)[0] })
      .map((fields) => `{ ${fields.join(' ')} }`);
    await fc.assert(
      fc.asyncProperty(query, async (text) => void (await expectAlike(text))),
      { numRuns: 300 },
    );
  });
});

const plainly = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null));

/** Errors come in another order when compiled: only what they say and where counts. */
const errorsOf = (answer: Answer | undefined): string[] =>
  (answer?.errors ?? []).map(({ message, path, locations, extensions }) =>
    JSON.stringify({ message, path, locations, extensions }),
  );

/** Whether the object that holds the path's field is null in the data. */
function isInNull(data: unknown, path: (string | number)[] = []): boolean {
  let place = data;
  for (const key of path.slice(0, -1)) place = (place as Record<string | number, unknown> | null)?.[key] ?? null;
  return place === null;
}
