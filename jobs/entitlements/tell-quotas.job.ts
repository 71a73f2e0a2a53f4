import { z } from 'zod';
import { type TellingRuntime, tellAllQuotas, tellQuotas } from '../../src/entitlements/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

const QUEUE = 'quota-news';
const SWEEP_EVERY_MS = 60_000;

/** Turns what a tenant's checks left behind into receipts. What that is stands beside the counters, never in the job. */
export const tellQuotasJob = defineJob({
  name: 'tell-quotas',
  queue: QUEUE,
  payload: z.object({ tenantId: z.string().min(1) }),
  async run({ tenantId }, { deps }: JobContext<TellingRuntime>) {
    await tellQuotas(deps, tenantId);
  },
});

/** The same of all tenants: denials that were counted since, and whatever a lost call left. */
export const tellAllQuotasJob = defineJob({
  name: 'tell-all-quotas',
  queue: QUEUE,
  payload: z.object({}),
  async run(_, { deps }: JobContext<TellingRuntime>) {
    await tellAllQuotas(deps);
  },
});

/** Every minute: further denials are told that much later at most. */
export const tellAllQuotasSchedule = defineSchedule({
  id: tellAllQuotasJob.name,
  job: tellAllQuotasJob,
  payload: {},
  due: { everyMs: SWEEP_EVERY_MS },
});
