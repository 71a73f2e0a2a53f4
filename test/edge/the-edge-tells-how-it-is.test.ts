import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startEdge, token } from './edge.js';

describe('the edge tells how it is', () => {
  it('alive, and ready when all it needs answers', async () => {
    const edge = await startEdge({ readiness: { graph: async () => 1, queue: async () => 'PONG' } });
    expect(await (await edge.request('/healthz')).json()).toEqual({ status: 'ok' });
    const response = await edge.request('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', checks: { graph: 'ok', queue: 'ok' } });
    await edge.close();
  });

  it('not ready when one fails or stays silent for a second, and which; alive all the same', async () => {
    const edge = await startEdge({
      readiness: {
        graph: async () => 1,
        queue: () => {
          throw new Error('redis://:hunter2@db');
        },
        policies: () => new Promise(() => undefined),
      },
    });
    const started = Date.now();
    const response = await edge.request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not ready',
      checks: { graph: 'ok', queue: 'failed', policies: 'timed out' },
    });
    expect(Date.now() - started).toBeLessThan(2_000);
    expect((await edge.request('/healthz')).status).toBe(200);
    await edge.close();
  });

  it('in numbers, without a word about callers', async () => {
    const edge = await startEdge();
    await edge.ask('query Secretly { ping }', { token: await token('ada') });
    await edge.ask('{ breaks(how: "x") }');
    await edge.ask('{ nothing }');
    await edge.ask('{ ping }', { token: 'nonsense' });
    const text = await (await edge.request('/metrics')).text();
    expect(text).toContain('graphql_operations_total{type="query",outcome="ok"} 1');
    expect(text).toContain('graphql_operations_total{type="query",outcome="failed"} 1');
    expect(text).toContain('graphql_operations_total{type="unknown",outcome="refused"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="POST",route="/graphql",status="401"} 1');
    expect(text).toContain('edge_refused_credentials_total 1');
    for (const word of ['ada', 't1', 'Secretly', '127.0.0.1']) expect(text).not.toContain(word);
    await edge.close();
  });

  it('in one line per request: who, what, how it ended, how long; no variables, no addresses', async () => {
    const edge = await startEdge();
    const query = 'query Look($words: [String!]) { echo(words: $words) }';
    const { headers } = await edge.ask(query, {
      variables: { words: ['ada@example.com'] },
      token: await token('ada'),
      headers: { 'user-agent': 'agent-smith' },
    });
    const requestId = headers.get('x-request-id');
    await pause(20);
    const lines = edge.log.map((line) => JSON.parse(line)).filter((line) => line.requestId === requestId);
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        requestId,
        tenantId: 't1',
        callerId: 'id-of-ada',
        route: 'POST /graphql',
        operation: 'Look',
        outcome: 'ok',
        status: 200,
        ms: expect.any(Number),
        msg: 'request',
      },
    ]);
    expect(edge.log.join('')).not.toMatch(/ada@example|agent-smith|eyJ/);
    await edge.close();
  });

  it('lets a running request end before it closes', async () => {
    const edge = await startEdge({
      routes: [
        async (app) => {
          app.get('/v1/slow', { config: { access: 'public' } }, async () => {
            await pause(300);
            return { done: true };
          });
        },
      ],
    });
    const running = edge.request('/v1/slow');
    await pause(100);
    const started = Date.now();
    await edge.close();
    expect(await (await running).json()).toEqual({ done: true });
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
