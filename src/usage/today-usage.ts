import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';
import { instantOf } from '../kernel/values/instants.js';
import { type PeriodUsage, type UsageReading, usageMetrics } from './rollup/read-usage.js';

/** The longest day, on which clocks go back, has 25 hours in most zones and never more than 26. */
const LONGEST_DAY_MS = 26 * 3_600_000;

/** What a tenant used today, in its zone (R4, getTodayUsage); null: nothing yet. */
export async function todayUsage(
  runtime: UsageReading & Pick<Runtime, 'clock'>,
  tenantId: string,
): Promise<PeriodUsage | null> {
  const now = instantNow(runtime.clock);
  const range = { from: instantOf(runtime.clock.now() - LONGEST_DAY_MS), to: instantOf(runtime.clock.now() + 1) };
  const days = await usageMetrics(runtime, tenantId, { grain: 'day', ...range });
  return days.find(({ periodStart, periodEnd }) => periodStart <= now && now < periodEnd) ?? null;
}
