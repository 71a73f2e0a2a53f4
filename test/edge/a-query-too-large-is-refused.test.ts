import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ask, type RunningEdge, startEdge } from './edge.js';

describe('a query too large is refused', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge({ limits: { depth: 4, cost: 300 }, production: false });
  });
  afterAll(() => edge.close());

  async function expectRefused(query: string, options?: Ask): Promise<string> {
    for (const _time of [1, 2, 3]) {
      const { status, errors, data } = await edge.ask(query, options);
      expect(status).toBe(400);
      expect(data).toBeUndefined();
      expect(errors?.[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
    }
    return (await edge.ask(query, options)).errors?.[0].message;
  }
  const cost = (page: string) => `{ deals(first: 50) { approvers(first: ${page}) { id } } }`;

  it('by its depth, through fragments too', async () => {
    const introspective = '{ __type(name: "Deal") { ofType { ofType { ofType { name } } } } }';
    expect(await expectRefused(introspective)).toContain('at most 4');
    await expectRefused(
      '{ ...A } fragment A on Query { __type(name: "Deal") { ...B } } fragment B on __Type { ofType { ofType { ofType { name } } } }',
    );
  });

  it('by its aliases, those of __typename included', async () => {
    const aliases = Array.from({ length: 16 }, (_, n) => `a${n}: __typename`).join(' ');
    expect(await expectRefused(`{ ${aliases} }`)).toContain('aliases');
  });

  it('by its directives', async () => {
    expect(
      await expectRefused(
        `{ ping ${'@include(if: true) '.repeat(1)} ${'... @include(if: true) { ping } '.repeat(6)} }`,
      ),
    ).toContain('directives');
  });

  it('by what it says again beside itself, in a fragment too, fields and spreads and conditions together', async () => {
    const again = (times: number) =>
      `{ ${'ping '.repeat(times)} ${'...F '.repeat(times)} } fragment F on Query { ${'... on Query { ping } '.repeat(times)} }`;
    expect(await expectRefused(again(7))).toContain('repetitions: at most 15');
    expect((await edge.ask(again(6))).data).toEqual({ ping: 'pong' });
  });

  it('by its tokens', async () => {
    expect(await expectRefused(`{ ${'ping '.repeat(1_000)} }`)).toContain('too long');
  });

  it('by its cost, from a page size in the text', async () => {
    expect((await edge.ask(cost('3'))).errors).toBeUndefined();
    await expectRefused(cost('7'));
  });

  it('by its cost, from a page size in a variable, the same text being fine with a smaller one', async () => {
    const query = cost('$n').replace('{', 'query ($n: Int!) {');
    expect((await edge.ask(query, { variables: { n: 3 } })).errors).toBeUndefined();
    await expectRefused(query, { variables: { n: 7 } });
    expect((await edge.ask(query, { variables: { n: 3 } })).errors).toBeUndefined();
  });

  it('by its cost, from the default of a page size that is left open', async () => {
    await expectRefused('{ deals(first: 90) { approvers { id } } }');
    await expectRefused('query ($n: Int = 7) { deals(first: 50) { approvers(first: $n) { id } } }');
  });

  it('but introspection for editors is free of cost outside production', async () => {
    expect(
      (await edge.ask('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }')).errors,
    ).toBeUndefined();
  });
});
