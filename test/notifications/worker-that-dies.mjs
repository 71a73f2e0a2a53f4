/**
 * A worker process that tells one endpoint and dies as soon as the receiver has the message, before anything is noted.
 * Arguments: tenant, endpoint. It is killed by the test.
 */
import { runProcess } from '../../dist/bin/process.js';
import { deliverWebhooks } from '../../dist/src/notifications/index.js';

const [tenantId, endpointId] = process.argv.slice(2);

await runProcess('worker', async (composition) => {
  void deliverWebhooks(composition, { tenantId, endpointId });
  return { stop: async () => undefined };
});
