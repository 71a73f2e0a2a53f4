import { newId } from '../../src/kernel/values/ids.js';
import { type JobProducer, jobIdOf } from '../runtime/index.js';
import { tellQuotasJob } from './tell-quotas.job.js';

/** Calls of one tenant that come within this time are one job. */
const GATHER_MS = 250;

/** Calls for the worker when checks left something to tell. A lost call delays it until the sweep, and loses nothing. */
export interface QuotaNewsCalls {
  /** Never throws, and waits for nothing: it stands behind a check. */
  call(tenantId: string): void;
  close(): Promise<void>;
}

/** Calls over a producer that is made for the first, and closed with them. */
export function quotaNewsCalls(open: () => JobProducer): QuotaNewsCalls {
  const tenants = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let producer: JobProducer | null = null;

  async function send(): Promise<void> {
    timer = null;
    const entries = [...tenants].map((tenantId) => ({
      payload: { tenantId },
      jobId: jobIdOf(tellQuotasJob.name, newId()),
    }));
    tenants.clear();
    // Who cannot be called is not: the sweep comes by within a minute.
    producer ??= open();
    await producer.enqueueMany(tellQuotasJob, entries).catch(() => undefined);
  }

  return {
    call: (tenantId) => {
      tenants.add(tenantId);
      timer ??= setTimeout(() => void send(), GATHER_MS);
    },
    close: async () => {
      if (timer) {
        clearTimeout(timer);
        await send();
      }
      await producer?.close();
    },
  };
}
