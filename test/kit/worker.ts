import type { Composition } from '../../bin/compose.js';
import { JOBS, workerOver } from '../../bin/work.js';
import { NO_METRICS } from '../../jobs/runtime/index.js';

/**
 * The product's own worker on a real queue, which also knows when every job that was queued has run: tests wait for
 * that, and never for a time.
 */
export async function startWorker(composition: Composition) {
  let changed: () => void = () => undefined;
  const metrics = { ...NO_METRICS, attempt: () => changed() };
  const { runtime } = workerOver(composition, { metrics });
  if (JOBS.length > 0) await runtime.startWorkers();

  async function idle(): Promise<void> {
    for (;;) {
      const next = new Promise<void>((resolve) => {
        changed = resolve;
      });
      if ((await runtime.pending()) === 0) return;
      await next;
    }
  }

  return {
    /** Seals, waits for the jobs that followed, and again, until a round seals nothing. */
    settle: async (sealOnce: () => Promise<number>): Promise<void> => {
      while ((await sealOnce()) > 0) if (JOBS.length > 0) await idle();
    },
    close: () => runtime.close(),
  };
}
