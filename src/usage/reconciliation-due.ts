import { IANAZone } from 'luxon';
import { reconciliationFindDue } from '../../cypher/generated/usage.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Instant, instantOf } from '../kernel/values/instants.js';
import { instantOfWallClock, wallClock } from '../kernel/values/wall-clock.js';
import { type Configs, zoneOf } from '../tenancy/index.js';

/** R2: daily at two in the night. */
const HOUR = 2;

/** The last two o'clock in the night of a zone at or before an instant (ms): where clocks skip it, the first instant after it. */
export function lastNight(at: number, zone: string): Instant {
  const known = IANAZone.create(zone);
  const local = new Date(wallClock(at, known));
  const night = (days: number) =>
    instantOfWallClock(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, HOUR), known);
  return instantOf(night(0) <= at ? night(0) : night(-1));
}

/** Whether a tenant has not been reconciled since the last night began; one that is younger than that need not be. */
export async function isReconciliationDue(
  runtime: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<boolean> {
  const [tenant] = await runtime.graph.read(reconciliationFindDue, tenantId, {});
  if (!tenant) return false;
  return (tenant.lastStartedAt ?? tenant.createdAt) < lastNight(runtime.clock.now(), await zoneOf(runtime, tenantId));
}
