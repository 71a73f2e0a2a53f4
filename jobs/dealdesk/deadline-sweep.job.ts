import { z } from 'zod';
import { type DealDeskRuntime, keepAllDeadlines } from '../../src/dealdesk/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Apart from leads: a flood of theirs holds no approval's deadline up. */
const DEADLINE_QUEUE = 'deadlines';
const MINUTE_MS = 60_000;

/** Reminds, escalates and expires what is due in any tenant. What that is stands in the graph, never in the job. */
export const deadlineSweep = defineJob({
  name: 'deadline-sweep',
  queue: DEADLINE_QUEUE,
  payload: z.object({}),
  async run(_, { deps }: JobContext<DealDeskRuntime>) {
    await keepAllDeadlines(deps);
  },
});

/** Every minute: every deadline is kept a minute late at most. */
export const deadlineSweepSchedule = defineSchedule({
  id: 'deadline-sweep',
  job: deadlineSweep,
  payload: {},
  due: { everyMs: MINUTE_MS },
});
