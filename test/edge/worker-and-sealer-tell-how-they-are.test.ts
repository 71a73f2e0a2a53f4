import { createServer } from 'node:net';
import { afterAll, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { compose } from '../../bin/compose.js';
import { tellHealth } from '../../bin/tell-health.js';
import { createJobMetrics } from '../../jobs/runtime/index.js';
import { readConfig } from '../../src/kernel/config.js';

const port = await freePort();
const composition = await compose(readConfig({ ...process.env, HEALTH_PORT: String(port) }));
const registry = new Registry();
createJobMetrics(registry);
const health = await tellHealth(composition, registry);
afterAll(async () => {
  await health.stop();
  await composition.close();
});

it('serves readiness of what the process needs, and its metrics', async () => {
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { graph: 'ok', queue: 'ok', policies: 'ok' } },
  ]);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('revgraph_job_attempt_seconds');
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
}
