import { z } from 'zod';
import { type RollUpRuntime, rollUpAllUsage } from '../../src/usage/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Sums up what was kept or voided since. What that is stands in the graph, never in the job. */
export const rollUpUsageJob = defineJob({
  name: 'roll-up-usage',
  queue: 'usage-roll-up',
  payload: z.object({}),
  async run(_, { deps }: JobContext<RollUpRuntime>) {
    await rollUpAllUsage(deps);
  },
});

/** Every minute: figures are that much behind at most, while roll-ups keep up. */
export const rollUpUsageSchedule = defineSchedule({
  id: rollUpUsageJob.name,
  job: rollUpUsageJob,
  payload: {},
  due: { everyMs: 60_000 },
});
