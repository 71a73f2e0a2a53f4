import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { fastify } from 'fastify';
import { revgraphExpress } from './express.js';
import { revgraphFastify } from './fastify.js';
import type { GateOptions } from './gate.js';
import { type Door, reaching, takesAll } from './reached.fixture.js';

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** The same small API with either framework: a route that works, one that fails, one that counts tokens itself. */
interface Served {
  url: string;
}
type Serve = (options: GateOptions<any>) => Promise<Served>;

const onExpress: Serve = async (options) => {
  const app = express();
  app.use(revgraphExpress(options));
  app.get('/chats/:id', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/broken', (_request, response) => {
    response.status(503).json({});
  });
  app.get('/counted', async (request: any, response) => {
    await request.revgraph.tracker.recordSuccess({ tokens_used: 90 });
    response.json({});
  });
  const server = app.listen(0);
  await once(server, 'listening');
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const onFastify: Serve = async (options) => {
  const app = fastify();
  await app.register(revgraphFastify, options);
  app.get('/chats/:id', async () => ({ ok: true }));
  app.get('/broken', async (_request, reply) => reply.code(503).send({}));
  app.get('/counted', async (request: any) => {
    await request.revgraph.tracker.recordSuccess({ tokens_used: 90 });
    return {};
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  closing.push(() => app.close());
  return { url };
};

const denies: Door = (call) =>
  call.path === '/v1/quota/check'
    ? {
        status: 429,
        body: {
          error: 'Quota exceeded',
          allowed: false,
          denial: { id: 'd', retryAfterMs: 1_200 },
          tokens_remaining: 0,
          quota_limit: 30,
        },
      }
    : takesAll(call);
const allows: Door = (call) =>
  call.path === '/v1/quota/check'
    ? { status: 200, body: { allowed: true, denial: null, tokens_remaining: 29, quota_limit: 30 } }
    : takesAll(call);

describe.each([
  ['Express', onExpress],
  ['Fastify', onFastify],
])('%s middleware', (_name, serve) => {
  async function served(door: Door, more: Partial<GateOptions<any>> = {}) {
    const host = reaching();
    host.place.door = door;
    const tenantOf = ({ headers }: any) => headers['x-tenant'];
    const { url } = await serve({ client: host.client, tenantOf, ...more });
    const get = async (path: string, headers: Record<string, string> = { 'x-tenant': 't1' }) => {
      const response = await fetch(`${url}${path}`, { headers });
      await response.clone().text();
      // The answer is there before the server's own end of it.
      for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done));
      return response;
    };
    const events = async () => {
      await host.client.flush();
      return host.sent('/v1/events');
    };
    return { ...host, get, events };
  }

  it('tracks what came of each request, at its route and in its session', async () => {
    const { get, events, sent } = await served(allows, { subjectOf: () => ({ userId: 'u1', workspaceId: 'w1' }) });
    expect((await get('/chats/7', { 'x-tenant': 't1', 'x-session-id': 's1' })).status).toBe(200);
    expect((await get('/broken')).status).toBe(503);
    await get('/counted');
    expect(await events()).toMatchObject([
      {
        type: 'api_call',
        user_id: 'u1',
        workspace_id: 'w1',
        session_id: 's1',
        metadata: { status_code: 200, endpoint: '/chats/:id', method: 'GET', tokens: 0 },
      },
      { metadata: { status_code: 503, endpoint: '/broken', error: 'HTTP 503' } },
      { metadata: { status_code: 200, tokens: 90, cost_nano_usd: 1_800 } },
    ]);
    expect(sent('/v1/quota/check')[0]).toMatchObject({
      amounts: { api_calls: 1 },
      subject: { userId: 'u1', workspaceId: 'w1' },
      mode: 'consume',
    });
  });

  it('answers 429 as R4 does, with how long to wait, and records it', async () => {
    const { get, events } = await served(denies);
    const refused = await get('/chats/7');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await refused.json()).toEqual({
      error: 'Quota exceeded',
      quota_limit: 30,
      tokens_remaining: 0,
      retry_after_ms: 1_200,
    });
    expect(await events()).toMatchObject([{ metadata: { status_code: 429 } }]);
  });

  it('lets requests go on while we cannot be reached, of nobody we know, and when the host’s own functions fail', async () => {
    const { get, events, client, problems } = await served(() => 'unreachable', {
      tenantOf: async ({ headers }: any) => {
        if (headers['x-tenant'] === 'bad') throw new Error('no session');
        return headers['x-tenant'];
      },
    });
    expect((await get('/chats/7')).status).toBe(200);
    expect((await get('/chats/7', {})).status).toBe(200);
    expect((await get('/chats/7', { 'x-tenant': 'bad' })).status).toBe(200);
    await events();
    expect(client.figures).toMatchObject({ queued: 1, unasked: 1 });
    expect(problems.map(({ message }) => message)).toContain('middleware: no session');
  });

  it('limits what the host says, or nothing', async () => {
    const amountsOf = ({ url }: any) => (url.includes('chats') ? { tokens: 150, chat_messages: 1 } : null);
    const { get, calls } = await served(allows, { amountsOf });
    await get('/chats/7');
    await get('/counted');
    expect(calls.map(({ body }) => body.amounts)).toEqual([{ tokens: 150, chat_messages: 1 }]);
  });
});
