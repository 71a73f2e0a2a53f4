import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type RunningEdge, startEdge, token } from './edge.js';

/** A slice's routes: one with JSON, one that reads raw text. */
async function leads(app: FastifyInstance): Promise<void> {
  const access = { seat: 'DECISION', anyRole: null, anyScope: ['leads:write'] } as const;
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post('/v1/leads/:source', { config: { access } }, async (request) => {
    const { caller } = await request.edgeContext();
    return { by: caller?.id, at: `${caller?.request.method} ${caller?.request.route}`, body: request.body };
  });
}

describe('routes are guarded like fields', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    const findApiKey = async () => ({ tenantId: 't1', id: 'k1', scopes: ['leads:write'], expiresAt: null });
    edge = await startEdge({ routes: [leads], corsOrigins: ['https://app.test'], findApiKey });
  });
  afterAll(() => edge.close());

  async function post(bearer?: string, type = 'application/json', body = '{"company":"Acme"}') {
    const headers = { 'content-type': type, ...(bearer && { authorization: `Bearer ${bearer}` }) };
    const response = await edge.request('/v1/leads/form', { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as unknown };
  }

  it('letting in whom the rule admits, who see path and verb', async () => {
    expect(await post(await token('ada'))).toEqual({
      status: 200,
      body: { by: 'id-of-ada', at: 'POST /v1/leads/:source', body: { company: 'Acme' } },
    });
    expect((await post('rg_0123456789abcdef')).status).toBe(200);
  });

  it.each([
    ['strangers', undefined, 401, 'UNAUTHENTICATED'],
    ['observers', 'otto', 403, 'SEAT_REQUIRED'],
  ])('refusing %s in the shape of routes', async (_who, subject, status, code) => {
    const refused = await post(subject && (await token(subject)));
    expect(refused).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String), correlationId: expect.any(String) } },
    });
  });

  it('with parsers of their own, which other routes do not get', async () => {
    expect(await post(await token('ada'), 'text/csv', 'a,b')).toMatchObject({ status: 200, body: { body: 'a,b' } });
    const elsewhere = await edge.request('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'a,b',
    });
    expect(elsewhere.status).toBe(400);
  });

  it('telling of broken JSON in one sentence', async () => {
    expect(await post(await token('ada'), 'application/json', '{')).toMatchObject({
      status: 400,
      body: { error: { code: 'BAD_USER_INPUT', message: 'The request body is not valid JSON.' } },
    });
  });

  it('with a request id that is the caller’s when it is sane, else ours', async () => {
    const ask = async (id: string) =>
      (await edge.request('/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await ask('trace-0001')).toBe('trace-0001');
    for (const odd of ['short', 'x'.repeat(65), 'with blank', '{"a":1}'])
      expect(await ask(odd)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('with headers that keep browsers careful, and only the configured origin', async () => {
    const { headers } = await edge.request('/healthz', { headers: { origin: 'https://evil.test' } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const friend = await edge.request('/healthz', { headers: { origin: 'https://app.test' } });
    expect(friend.headers.get('access-control-allow-origin')).toBe('https://app.test');
    const preflight = {
      origin: 'https://app.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const answer = await edge.request('/graphql', { method: 'OPTIONS', headers: preflight });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
  });
});
