import { z } from 'zod';
import type { Runtime } from '../../src/kernel/runtime.js';
import { activateDueConfigs } from '../../src/tenancy/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Puts configurations in force whose instant has come. Which ones is read from the graph, never from the job. */
const configClock = defineJob({
  name: 'config-clock',
  queue: 'config-clock',
  payload: z.object({}),
  async run(_payload, { deps }: JobContext<Runtime>) {
    await activateDueConfigs(deps);
  },
});

/** Every second: one look-up in an index that holds nothing but scheduled versions. */
const configClockSchedule = defineSchedule({
  id: 'config-clock',
  job: configClock,
  payload: {},
  due: { everyMs: 1_000 },
});

/** What keeps a tenant's instants. */
export const tenancyJobs = [configClock] as const;

/** What comes round by the clock. */
export const tenancySchedules = [configClockSchedule] as const;
