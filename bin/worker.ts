import { Registry } from 'prom-client';
import { createJobMetrics } from '../jobs/runtime/index.js';
import { runProcess } from './process.js';
import { reconciliationMetrics } from './reconciliation-metrics.js';
import { tellHealth } from './tell-health.js';
import { workerOver } from './work.js';

await runProcess('worker', async (composition) => {
  const registry = new Registry();
  reconciliationMetrics(composition.reconciliationFigures, registry);
  const { runtime, schedules } = workerOver(composition, { metrics: createJobMetrics(registry) });
  await runtime.startWorkers();
  await runtime.schedule(schedules);
  const health = await tellHealth(composition, registry);
  return {
    stop: async () => {
      await health.stop();
      await runtime.close();
    },
  };
});
