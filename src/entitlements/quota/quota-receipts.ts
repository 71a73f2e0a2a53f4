import { type ReceiptDraft, workflowId } from '../../kernel/receipts.js';
import { type Instant, instantOf, utcDay } from '../../kernel/values/instants.js';
import type { DenialFacts } from './denial-ids.js';

/** The chain of what quotas told of on a day: denials, crossings, overruns. */
export const quotaChain = (at: Instant) => ({ id: workflowId('activity', `quotas:${utcDay(at)}`), kind: 'activity' });

/** What the first denial of a quota, subject and window leaves. */
export const denialReceipt = (workflow: string, denial: DenialFacts): ReceiptDraft => ({
  workflow,
  step: 'DENY_QUOTA',
  outcome: 'BLOCKED',
  resource: { type: 'Quota', id: denial.quota, version: null },
  business: {
    event: 'quota_exceeded',
    ...{ quota: denial.quota, level: denial.level, subject: denial.subject, window: denial.window },
    ...{ limit: denial.limit, used: denial.used, requested: denial.requested },
    ...{ window_start: instantOrNull(denial.windowStart), window_end: instantOrNull(denial.windowEnd) },
    ...{ plan_version: denial.planVersion },
    ...{ degraded: denial.degraded, denied_at: instantOf(denial.deniedAt) },
  },
});

const instantOrNull = (ms: number | null): Instant | null => (ms === null ? null : instantOf(ms));
