import { Counter, Registry } from 'prom-client';
import { runProcess } from './process.js';
import { keepSealing } from './seal-and-tell.js';
import { tellHealth } from './tell-health.js';

await runProcess('sealer', async (composition) => {
  const registry = new Registry();
  const help = 'Receipts that this process has sealed into the logs of their tenants.';
  const sealed = new Counter({ name: 'revgraph_receipts_sealed_total', help, registers: [registry] });
  const sealing = keepSealing(composition, { onSealed: (count) => sealed.inc(count) });
  const health = await tellHealth(composition, registry);
  return {
    stop: async () => {
      await health.stop();
      await sealing.stop();
    },
  };
});
