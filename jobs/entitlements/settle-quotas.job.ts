import { z } from 'zod';
import { type SettlingRuntime, settleAllQuotas } from '../../src/entitlements/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Settles what was decided without Redis by processes that ended before they came to it. */
export const settleQuotasJob = defineJob({
  name: 'settle-quotas',
  queue: 'quota-journal',
  payload: z.object({}),
  async run(_, { deps }: JobContext<SettlingRuntime>) {
    await settleAllQuotas(deps);
  },
});

/** Every five seconds: one look-up in an index that holds nothing but what waits. */
export const settleQuotasSchedule = defineSchedule({
  id: settleQuotasJob.name,
  job: settleQuotasJob,
  payload: {},
  due: { everyMs: 5_000 },
});
