import { z } from 'zod';
import { type InvalidInput, invalidInput, parseCommand } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';

/** R4's periods, with the grain of each, how far back is looked unless somebody says, and how far at most. */
const PERIODS = {
  daily: { grain: 'day', days: 30, most: 400 },
  monthly: { grain: 'month', days: 365, most: 3_700 },
} as const;
export type UsagePeriod = keyof typeof PERIODS;

/** What somebody may ask to see of usage (R4). */
export const USAGE_METRICS = ['all', 'tokens', 'cost', 'api_calls'] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];

/** Which usage an admin asks for. */
export interface UsageQuestion {
  tenantId: string | null;
  period: UsagePeriod;
  grain: 'day' | 'month';
  from: Instant;
  to: Instant;
  metric: UsageMetric;
}

const DAY_MS = 86_400_000;
/** An instant, or a date, which begins at midnight UTC. */
const when = z.union([fields.instant, z.iso.date()], 'is a date or an instant such as 2027-01-01T00:00:00Z').nullish();
const asked = z.strictObject({
  tenantId: fields.id.nullish(),
  period: z.enum(['daily', 'monthly'], 'is daily or monthly').nullish(),
  startDate: when,
  endDate: when,
  metric: z.enum(USAGE_METRICS, `is one of ${USAGE_METRICS.join(', ')}`).nullish(),
});

/** Reads R4's parameters: periods that begin from `startDate` to before `endDate`; the last 30 days, or 365, unless somebody says. */
export function usageQuestion(input: unknown, now: number): { question: UsageQuestion } | { invalid: InvalidInput } {
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return { invalid: parsed.invalid };
  const { tenantId, startDate, endDate, metric } = parsed.command;
  const period = parsed.command.period ?? 'daily';
  const { grain, days, most } = PERIODS[period];
  const to = endDate ? epochMs(endDate) : now;
  const from = startDate ? epochMs(startDate) : to - days * DAY_MS;
  if (from >= to) return refused('endDate', 'is after startDate');
  if (to - from > most * DAY_MS) return refused('startDate', `is at most ${most} days before endDate`);
  const bounds = { from: instantOf(from), to: instantOf(to) };
  return { question: { tenantId: tenantId ?? null, period, grain, metric: metric ?? 'all', ...bounds } };
}

const refused = (path: string, message: string) => ({ invalid: invalidInput({ path, message }) });
