import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import { reconcileAllUsage, removeAllExpired, rollUpAllUsage } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';

/** What such a call sends is not read. */
const MOST_BYTES = 1_024;
/** A caller waits so long for the removal of events; what is left goes with the next call, or at night. */
const REMOVING_MS = 15_000;

/**
 * For a scheduler outside, which shows CRON_SECRET as `x-cron-secret`; without that variable they are not there. `POST
 * /api/admin/metrics/aggregate` (R4) sums usage up and removes events that have had their time, `POST /api/cron/usage-rollup` (R2) reconciles
 * counters, of all tenants: what the worker's own schedules do. Whoever asks while one runs in this process gets the answer of that one. 503 where a tenant failed: it comes
 * round again.
 */
export const cronRoutes =
  (runtime: ApiRuntime): FastifyPluginAsync =>
  async (app) => {
    const { cronSecret } = runtime;
    if (!cronSecret) return;
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, null));
    const add = (path: string, work: () => Promise<Done>) => {
      const run = joined(async () => {
        const done = await work();
        return { success: done.failed === 0, timestamp: instantOf(runtime.clock.now()), ...done };
      });
      app.post(path, { config: { access: 'public' }, bodyLimit: MOST_BYTES }, async ({ headers }, reply) => {
        if (!isSame(headers['x-cron-secret'], cronSecret)) {
          throw new CodedError('UNAUTHENTICATED', 'x-cron-secret: is missing, or is not the one of this installation.');
        }
        const done = await run();
        return reply.code(done.success ? 200 : 503).send(done);
      });
    };
    add('/api/admin/metrics/aggregate', () => summedUpAndRemoved(runtime));
    add('/api/cron/usage-rollup', () => reconcileAllUsage(runtime));
  };

type Done = Record<string, number> & { tenants: number; failed: number };

async function summedUpAndRemoved(runtime: ApiRuntime): Promise<Done> {
  const summedUp = await rollUpAllUsage(runtime);
  const { removed, failed } = await removeAllExpired(runtime, AbortSignal.timeout(REMOVING_MS));
  return { ...summedUp, removed, failed: summedUp.failed + failed };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** Takes as long whatever was shown: digests are compared, and of one length. */
const isSame = (shown: string | string[] | undefined, secret: string): boolean =>
  timingSafeEqual(sha256(typeof shown === 'string' ? shown : ''), sha256(secret));

/** Work of which one run is under way at a time: whoever asks meanwhile waits for it. */
function joined<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
