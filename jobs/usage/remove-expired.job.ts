import { z } from 'zod';
import { type RetentionRuntime, removeAllExpired } from '../../src/usage/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Removes events that have had their time. Which ones is read from the graph, never from the job. */
export const removeExpiredJob = defineJob({
  name: 'remove-expired',
  queue: 'usage-retention',
  payload: z.object({}),
  async run(_, { deps, signal }: JobContext<RetentionRuntime>) {
    await removeAllExpired(deps, signal);
    signal.throwIfAborted();
  },
});

/** Every day, apart from other nightly work. */
export const removeExpiredSchedule = defineSchedule({
  id: removeExpiredJob.name,
  job: removeExpiredJob,
  payload: {},
  due: { pattern: '30 3 * * *', zone: 'UTC' },
});
