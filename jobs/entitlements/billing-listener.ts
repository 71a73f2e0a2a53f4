import type { Listener } from '../../src/evidence/index.js';
import { type JobProducer, jobIdOf } from '../runtime/index.js';
import { onBillingEvent } from './on-billing-event.job.js';

/** Turns what Stripe told us into jobs: a receipt for each of its webhooks, which come one event at a time. */
export const billingListener = ({ enqueueMany }: Pick<JobProducer, 'enqueueMany'>): Listener => ({
  name: 'billing',
  async tell(tenantId, receipts) {
    const told = receipts.filter(({ step, subjectId }) => step === 'INGEST_EVENTS' && subjectId === 'stripe');
    await enqueueMany(
      onBillingEvent,
      told.map(({ id }) => ({ payload: { tenantId, receiptId: id }, jobId: jobIdOf(onBillingEvent.name, id) })),
    );
  },
});
