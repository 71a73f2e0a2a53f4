import { flag, instant, type Operation, type Parameter, record, whole } from '../contract/operation.js';

const tag = 'Schedulers';
const SECRET: Parameter = {
  name: 'x-cron-secret',
  description: 'CRON_SECRET of this installation; where that is not set, the route is not there.',
  required: true,
};
const done = (of: Record<string, typeof whole>) =>
  record({ success: flag, timestamp: instant, tenants: whole, failed: whole, ...of });
const answers = (schema: ReturnType<typeof done>): Operation['answers'] => ({
  200: { description: 'It was done for all tenants.', schema },
  401: { description: 'The secret is missing or wrong.' },
  503: { description: 'It failed for some tenants, which come round again.', schema },
});

/** What schedulers outside may call; the worker does the same by its own schedules. */
export const cronOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/admin/metrics/aggregate',
    action: 'public',
    tag,
    summary: 'Sums usage up for all tenants, and removes events that have had their time (R4)',
    headers: [SECRET],
    answers: answers(done({ quarters: whole, buckets: whole, removed: whole })),
  },
  {
    method: 'post',
    path: '/api/cron/usage-rollup',
    action: 'public',
    tag,
    summary: 'Compares counters with what they count for all tenants, and makes them good (R2)',
    headers: [SECRET],
    answers: answers(done({ checked: whole, corrected: whole })),
  },
];
