import { monthlyUsageFind } from '../../cypher/generated/entitlements.js';
import type { LimitName } from '../evidence/index.js';
import { instantNow } from '../kernel/clock.js';
import { DefectError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type MonthWindow, monthKey, monthOf } from '../kernel/values/months.js';
import { type Configs, zoneOf } from '../tenancy/index.js';
import type { MonthlyCounter } from './counters.js';
import { type LimitUse, limitUse } from './monthly-limits.js';
import { quotaSettings } from './quota/config-section.js';

/** A limit of the plan, as it is used. */
export interface LimitState extends LimitUse {
  /** Null: unlimited. Never below 0. */
  remaining: number | null;
  /** Basis points of the limit, rounded down; null for an unlimited or zero limit. */
  percentage: number | null;
  isNearLimit: boolean;
}

/** What is counted of one workspace in one month, under the limits of the plan as they are at present. */
export interface MonthlyUsage extends Record<MonthlyCounter, number>, MonthWindow {
  workspaceId: string | null;
  limits: LimitState[];
}

/** Whose month is asked for: of a workspace, or of what belongs to none. */
export interface MonthAsk {
  workspaceId?: string | null | undefined;
  /** Any instant of the month; the present month without one. */
  month?: Instant | null | undefined;
}

type Reading = Pick<Runtime, 'graph' | 'clock'> & { configs: Configs };

/** What was counted in a calendar month of the tenant's zone (R2, getUsage). */
export async function getUsage(runtime: Reading, tenantId: string, ask: MonthAsk = {}): Promise<MonthlyUsage> {
  const zone = await zoneOf(runtime, tenantId);
  const now = instantNow(runtime.clock);
  const when = ask.month ?? now;
  const workspaceId = ask.workspaceId ?? null;
  const [found] = await runtime.graph.read(monthlyUsageFind, tenantId, monthKey(workspaceId, when, zone));
  if (!found) throw new DefectError(`There is no tenant ${tenantId}`);
  const { imports = 0, exports = 0, activeUsers = 0 } = found.month ?? {};
  const used = { imports, exports, active_users: activeUsers, workspaces: found.workspaces };
  const active = await runtime.configs.active(tenantId);
  const { nearLimit } = quotaSettings(active?.config ?? null);
  const limits = Object.entries(used).map(([name, count]) =>
    limitState(limitUse(found.terms, name as LimitName, count, now), nearLimit),
  );
  return { workspaceId, ...monthOf(when, zone), imports, exports, activeUsers, limits };
}

/** What was counted in the month that it is (R2, getCurrentMonthUsage). */
export const getCurrentMonthUsage = (
  runtime: Reading,
  tenantId: string,
  workspaceId?: string | null,
): Promise<MonthlyUsage> => getUsage(runtime, tenantId, { workspaceId });

/** Whether the present month is near a limit, or over it: 80 % of it unless configured (R2, isNearLimit). */
export async function isNearLimit(
  runtime: Reading,
  tenantId: string,
  { workspaceId, quotaKey }: { workspaceId?: string | null | undefined; quotaKey: LimitName },
): Promise<boolean> {
  const { limits } = await getCurrentMonthUsage(runtime, tenantId, workspaceId);
  return limits.some(({ name, isNearLimit }) => name === quotaKey && isNearLimit);
}

function limitState({ name, limit, used }: LimitUse, near: number): LimitState {
  if (limit === null) return { name, limit, used, remaining: null, percentage: null, isNearLimit: false };
  return {
    name,
    limit,
    used,
    remaining: Math.max(0, limit - used),
    percentage: limit === 0 ? null : Math.floor((used * 10_000) / limit),
    isNearLimit: used * 10_000 >= limit * near,
  };
}
