import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** What must be reachable, by name: resolves when it is, rejects or stays silent when not. */
export type Readiness = Readonly<Record<string, () => Promise<unknown>>>;

const PATIENCE_MS = 1_000;

/** `GET /healthz` (the process answers), `/readyz` (what it needs answers too, else 503) and `/metrics` (Prometheus text). */
export function addHealth(app: FastifyInstance, readiness: Readiness, registry: Registry): void {
  const config = { access: 'public' } as const;
  app.get('/healthz', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async (_request, reply) => {
    const entries = Object.entries(readiness).map(async ([name, check]) => [name, await verdict(check)] as const);
    const checks = Object.fromEntries(await Promise.all(entries));
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
  });
  app.get('/metrics', { config }, async (_request, reply) => {
    reply.header('content-type', registry.contentType);
    return registry.metrics();
  });
}

async function verdict(check: () => Promise<unknown>): Promise<'ok' | 'failed' | 'timed out'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'timed out'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'timed out');
  });
  const answer = Promise.resolve()
    .then(check)
    .then(() => 'ok' as const)
    .catch(() => 'failed' as const);
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
