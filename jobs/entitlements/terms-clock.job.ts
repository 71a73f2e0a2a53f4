import { z } from 'zod';
import { expireTerms } from '../../src/entitlements/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Says of trials, custom quotas and grants that they are over. Which ones is read from the graph, never from the job. */
export const termsClock = defineJob({
  name: 'terms-clock',
  queue: 'terms-clock',
  payload: z.object({}),
  async run(_payload, { deps }: JobContext<Runtime>) {
    await expireTerms(deps);
  },
});

/** Every second: two look-ups in indexes that hold nothing but what ends by itself and has not. */
export const termsClockSchedule = defineSchedule({
  id: 'terms-clock',
  job: termsClock,
  payload: {},
  due: { everyMs: 1_000 },
});
