import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type RunningEdge, startEdge } from './edge.js';

const access = { seat: null, anyRole: null, anyScope: ['quotas:check'] } as const;
const KEY = `rg_${'k'.repeat(20)}`;
const FOUND = { tenantId: 't1', id: 'k1', scopes: ['quotas:check'], expiresAt: null };

async function routes(app: FastifyInstance): Promise<void> {
  app.get('/often', { config: { access, often: true } }, async () => ({}));
  app.get('/seldom', { config: { access } }, async () => ({}));
}

const knowing = (key: typeof FOUND | null) => async () => key;

async function statuses(edge: RunningEdge, path: string, times: number, key = KEY): Promise<number[]> {
  const answers = [];
  for (let time = 0; time < times; time++) {
    answers.push((await edge.request(path, { headers: { authorization: `Bearer ${key}` } })).status);
  }
  return answers;
}

describe('what is asked often has its own pace', () => {
  it('beyond what a caller and an address may ask of everything else', async () => {
    const limits = { requestsPerMinute: { caller: 2, address: 4 }, oftenPerMinute: 6 };
    const found = knowing(FOUND);
    const edge = await startEdge({ routes: [routes], findApiKey: found, recallApiKey: found, limits });
    expect(await statuses(edge, '/often', 7)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(await statuses(edge, '/seldom', 3)).toEqual([200, 200, 429]);
    await edge.close();
  });

  it('counting an address for those alone whom nobody knows', async () => {
    const limits = { requestsPerMinute: { caller: 100, address: 3 }, oftenPerMinute: 100 };
    const edge = await startEdge({ routes: [routes], recallApiKey: knowing(null), limits });
    expect(await statuses(edge, '/often', 5)).toEqual([401, 401, 401, 429, 429]);
    await edge.close();
  });

  it('and knows its keys from memory, which nothing else does', async () => {
    const edge = await startEdge({ routes: [routes], findApiKey: knowing(null), recallApiKey: knowing(FOUND) });
    expect(await statuses(edge, '/often', 1)).toEqual([200]);
    expect(await statuses(edge, '/seldom', 1)).toEqual([401]);
    await edge.close();
  });
});
