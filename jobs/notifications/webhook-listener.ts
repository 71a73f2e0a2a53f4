import type { Listener } from '../../src/evidence/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { webhooksOf } from '../../src/notifications/index.js';
import type { JobProducer } from '../runtime/index.js';
import { deliverWebhooksJob, webhookEntry } from './deliver-webhooks.job.js';

/** Wakes the endpoints that subscribe to what was sealed: one job an endpoint, however many receipts. */
export const webhookListener = (
  runtime: Pick<Runtime, 'graph'>,
  { enqueueMany }: Pick<JobProducer, 'enqueueMany'>,
): Listener => ({
  name: 'webhooks',
  async tell(tenantId, receipts) {
    const last = receipts.at(-1);
    if (!last) return;
    const due = await webhooksOf(runtime, tenantId, receipts);
    await enqueueMany(
      deliverWebhooksJob,
      due.map((one) => webhookEntry(one, last.id)),
    );
  },
});
