import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningEdge, startEdge } from './edge.js';

describe('malformed requests get one clear sentence', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  async function post(body: string, type = 'application/json', path = '/graphql') {
    const response = await edge.request(path, { method: 'POST', headers: { 'content-type': type }, body });
    const answer = (await response.json()) as any;
    const [{ message, extensions }] = answer.errors ?? [{ ...answer.error, extensions: answer.error }];
    return { status: response.status, message: message as string, code: extensions.code as string };
  }

  it.each([
    ['broken JSON', '{"query": ', 'application/json', 'The request body is not valid JSON.'],
    ['no body', '', 'application/json', 'The request body is empty'],
    ['a prototype in JSON', '{"query":"{ ping }","__proto__":{"admin":true}}', 'application/json', 'not valid JSON'],
    ['text', '{ ping }', 'text/plain', 'send application/json'],
    ['a form', 'query={ping}', 'application/x-www-form-urlencoded', 'send application/json'],
    ['a form of parts', 'x', 'multipart/form-data; boundary=x', 'send application/json'],
    ['broken GraphQL', '{"query":"{ ping "}', 'application/json', 'Syntax Error'],
    ['an unknown field', '{"query":"{ pong }"}', 'application/json', 'Cannot query field "pong"'],
    ['nothing asked', '{}', 'application/json', 'POST body missing'],
    ['no query', '{"ask":1}', 'application/json', 'non-empty `query`'],
    ['a batch', '[{"query":"{ ping }"},{"query":"{ ping }"}]', 'application/json', 'batching'],
    ['variables as text', '{"query":"{ ping }","variables":"x"}', 'application/json', 'variables'],
    [
      'an operation that is not there',
      '{"query":"query A { ping }","operationName":"B"}',
      'application/json',
      'no operation of this name',
    ],
    [
      'several operations and no name',
      '{"query":"query A { ping } query B { ping }"}',
      'application/json',
      'name one of those',
    ],
    [
      'a persisted query',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
      'application/json',
      'PersistedQueryNotSupported',
    ],
    ['a subscription', '{"query":"subscription { deal { id } }"}', 'application/json', 'WebSocket'],
    ['introspection', '{"query":"{ __schema { types { name } } }"}', 'application/json', 'introspection'],
  ])('%s', async (what, body, type, sentence) => {
    const answer = await post(body, type);
    expect(answer.status).toBe(what === 'a persisted query' ? 200 : 400);
    expect(answer.message).toContain(sentence);
    expect(answer.code).toMatch(/^[A-Z_]+$/);
    expect(answer.code).not.toBe('INTERNAL');
  });

  it('does not suggest names of the schema in production', async () => {
    expect((await post('{"query":"{ pin }"}')).message).not.toContain('ping');
  });

  it('a body over one megabyte: 413', async () => {
    const { status, message } = await post(JSON.stringify({ query: `{ ping } #${'x'.repeat(1024 * 1024)}` }));
    expect(status).toBe(413);
    expect(message).toBe('The request body is larger than 1024 KiB; send less at once.');
  });

  it('a query in the URL: 405, since addresses end up in logs', async () => {
    const response = await edge.request('/graphql?query={ping}');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('an address without anything: 404 in the shape of routes', async () => {
    const response = await edge.request('/v1/nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});
