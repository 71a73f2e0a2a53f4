import type { Listener } from '../../src/evidence/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { epochMs } from '../../src/kernel/values/instants.js';
import { type JobProducer, jobIdOf } from '../runtime/index.js';
import { MAILED_STEPS, mailApprovers } from './mail-approvers.job.js';

/** Mail about what is older is not wanted: it was set up since, or the sealer was away for long. */
const STILL_NEWS_MS = 24 * 3_600_000;

/** Turns sealed receipts of approvals into mail. */
export const mailListener = (clock: Clock, { enqueueMany }: Pick<JobProducer, 'enqueueMany'>): Listener => ({
  name: 'approval-mail',
  async tell(tenantId, receipts) {
    const entries = receipts.flatMap(({ id: receiptId, step, outcome, resourceType, resourceId, at }) => {
      const kind = MAILED_STEPS[step];
      if (!kind || outcome !== 'ALLOWED' || epochMs(at) < clock.now() - STILL_NEWS_MS) return [];
      const payload = { tenantId, receiptId, resourceType, resourceId, kind, at };
      return [{ payload, jobId: jobIdOf(mailApprovers.name, receiptId) }];
    });
    await enqueueMany(mailApprovers, entries);
  },
});
