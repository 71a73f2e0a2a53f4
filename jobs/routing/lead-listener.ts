import type { Listener, SealedReceipt } from '../../src/evidence/index.js';
import { type JobProducer, jobIdOf } from '../runtime/index.js';
import { onLeadIngested } from './on-lead-ingested.job.js';
import { onLeadPooled } from './on-lead-pooled.job.js';

/** Turns sealed receipts of leads into jobs: what came in is routed, what was routed takes its pool's turn. */
export const leadListener = ({ enqueueMany }: Pick<JobProducer, 'enqueueMany'>): Listener => ({
  name: 'lead-routing',
  async tell(tenantId, receipts) {
    const entries = (step: string, job: string) =>
      receipts
        .filter((receipt) => receipt.step === step && receipt.outcome === 'ALLOWED')
        .map(({ id, resourceId }: SealedReceipt) => ({
          payload: { tenantId, receiptId: id, leadId: resourceId },
          jobId: jobIdOf(job, id),
        }));
    await enqueueMany(onLeadIngested, entries('INGEST_LEAD', onLeadIngested.name));
    await enqueueMany(onLeadPooled, entries('ROUTE_LEAD', onLeadPooled.name));
  },
});
