import { monthlyUsageFind } from '../../cypher/generated/entitlements.js';
import type { MonthRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type MonthWindow, monthKey, monthOf } from '../kernel/values/months.js';
import { type Configs, zoneOf } from '../tenancy/index.js';

/** Counters of a workspace and month, raised by one in the transaction of the action they count (R2, inline increment). */
export type MonthlyCounter = 'imports' | 'exports' | 'activeUsers';

/** What is counted of one workspace in one month. */
export interface MonthlyUsage extends Record<MonthlyCounter, number>, MonthWindow {
  workspaceId: string | null;
}

/** A month with a counter moved. */
export const moved = (month: MonthRow, counter: MonthlyCounter, by: number): MonthRow => ({
  ...month,
  [counter]: month[counter] + by,
});

/** Months with one more of a counter. */
export const oneMore = (months: readonly MonthRow[], counter: MonthlyCounter): MonthRow[] =>
  months.map((month) => moved(month, counter, 1));

/** R2's getUsage and, without an instant, getCurrentMonthUsage: what was counted in the month of the tenant's zone that holds it. */
export async function monthlyUsage(
  runtime: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
  { workspaceId, at }: { workspaceId?: string | null | undefined; at?: Instant | null | undefined } = {},
): Promise<MonthlyUsage> {
  const zone = await zoneOf(runtime, tenantId);
  const when = at ?? instantNow(runtime.clock);
  const [found] = await runtime.graph.read(monthlyUsageFind, tenantId, monthKey(workspaceId ?? null, when, zone));
  const { imports = 0, exports = 0, activeUsers = 0 } = found ?? {};
  return { workspaceId: workspaceId ?? null, ...monthOf(when, zone), imports, exports, activeUsers };
}
