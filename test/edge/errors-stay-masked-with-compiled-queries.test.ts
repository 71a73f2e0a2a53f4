import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningEdge, startEdge, token } from './edge.js';

describe('errors stay masked', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  it.each([1, 2, 3])('of a surprise, the %d. time it is asked: a correlation id and nothing else', async () => {
    const { status, data, errors, headers } = await edge.ask('{ ping breaks(how: "secret") }');
    expect(status).toBe(200);
    expect(data).toEqual({ ping: 'pong', breaks: null });
    const id = headers.get('x-request-id');
    expect(errors).toEqual([
      {
        message: `Something went wrong on our side; quote the correlation id ${id} when you report it.`,
        path: ['breaks'],
        locations: [{ line: 1, column: 8 }],
        extensions: { code: 'INTERNAL', correlationId: id },
      },
    ]);
  });

  it('logs the cause under the same id, without what it quotes', async () => {
    const { headers } = await edge.ask('{ breaks(how: "secret") }', { headers: { 'x-request-id': 'trace-me-1' } });
    expect(headers.get('x-request-id')).toBe('trace-me-1');
    const lines = edge.log.filter((line) => line.includes('trace-me-1')).map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'masked error',
        path: 'breaks',
        err: expect.objectContaining({ type: 'Error', cause: expect.anything() }),
      }),
    );
    expect(edge.log.join('')).not.toContain('ada@example.com');
  });

  it.each([1, 2, 3])('but coded errors keep their code, message and extensions, the %d. time', async () => {
    const { errors } = await edge.ask('{ breaks(how: "coded") }');
    expect(errors?.[0]).toMatchObject({
      message: 'The desk is being cleaned.',
      extensions: { code: 'UNAVAILABLE', until: 'noon' },
    });
  });

  it.each([1, 2, 3])('a wrong variable is BAD_USER_INPUT with status 400, the %d. time', async () => {
    const query = 'query ($filter: DealFilter) { echo(filter: $filter) }';
    const { status, errors, data } = await edge.ask(query, { variables: { filter: { least: 'x'.repeat(5_000) } } });
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0].message.length).toBeLessThan(400);
  });

  it.each([1, 2, 3])('a result of no known type does not end the process, the %d. time', async () => {
    const { errors, data } = await edge.ask('{ ping lost { ... on Refused { message } } }');
    expect(data).toEqual({ ping: 'pong', lost: null });
    expect(errors?.[0].extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toContain('hunter2');
  });

  it('of a context that cannot be made', async () => {
    const failing = await startEdge({
      contextFor: async () => {
        throw new Error('password=hunter2');
      },
    });
    const { status, errors } = await failing.ask('{ ping }', { token: await token('ada') });
    expect(status).toBe(500);
    expect(errors?.[0].extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toContain('hunter2');
    await failing.close();
  });

  it('of an HTTP route, in the shape of HTTP routes', async () => {
    const routed = await startEdge({
      routes: [
        async (app) => {
          app.get('/v1/broken', { config: { access: 'public' } }, async () => {
            throw new Error('password=hunter2');
          });
        },
      ],
    });
    const response = await routed.request('/v1/broken');
    const correlationId = response.headers.get('x-request-id');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: { code: 'INTERNAL', correlationId, message: expect.stringContaining(`${correlationId}`) },
    });
    await routed.close();
  });
});
