import { leadsFindUnrouted, poolsFindWaiting } from '../../cypher/generated/routing.js';
import { type Caller, systemCaller } from '../kernel/caller.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import { forEveryTenant, LOOKED_AT_ONCE } from '../tenancy/index.js';
import { breachOverdueSlas } from './breach-overdue-slas.js';
import { drainPool } from './drain-pool.js';
import { routeLead } from './route-lead.js';
import { activeSettings, type RoutingRuntime } from './runtime.js';

/** Who the sweep acts as. */
const SLA_SWEEP = 'sla-sweep';

/** A lead that came in this long ago, or waits for a turn since, was missed: its job was lost, or it came before any configuration. */
const MISSED_AFTER_MS = 60_000;
const MOST_MISSED = 200;

/** What a sweep did. */
export interface Swept {
  tenants: number;
  breached: number;
  routed: number;
}

/** Goes through all tenants by our own clock: breaches what is overdue, routes what was missed. One tenant's failure stops no other. */
export const sweepAllTenants = (runtime: RoutingRuntime): Promise<Swept> =>
  forEveryTenant(
    runtime,
    { breached: 0, routed: 0 },
    'the sweep of a tenant failed; it comes round again',
    (tenantId) => sweepTenant(runtime, tenantId),
    LOOKED_AT_ONCE,
  );

/** Breaches a tenant's overdue deadlines, and routes the leads that whatever was to route them has missed. */
export async function sweepTenant(runtime: RoutingRuntime, tenantId: string): Promise<Omit<Swept, 'tenants'>> {
  const caller = systemCaller(tenantId, SLA_SWEEP);
  const { breached } = await breachOverdueSlas(runtime, caller);
  return { breached, routed: await routeMissed(runtime, caller) };
}

async function routeMissed(runtime: RoutingRuntime, caller: Caller): Promise<number> {
  const { tenantId } = caller;
  const settings = await activeSettings(runtime, tenantId);
  if (!settings) return 0;
  const before = instantOf(epochMs(instantOf(runtime.clock.now())) - MISSED_AFTER_MS);
  const missed = await runtime.graph.read(leadsFindUnrouted, tenantId, { before, limit: MOST_MISSED });
  for (const { id } of missed) await routeLead(runtime, caller, { leadId: id });
  const pools = Object.keys(settings.routing.pools);
  const waiting = await runtime.graph.read(poolsFindWaiting, tenantId, { pools, before });
  for (const { pool } of waiting) await drainPool(runtime, caller, { pool });
  return missed.length;
}
