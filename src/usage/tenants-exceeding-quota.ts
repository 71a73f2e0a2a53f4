import type { QuotaRuntime } from '../entitlements/index.js';
import { lookAtAllTenants } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { inLanes } from '../kernel/in-lanes.js';
import type { Tenant } from '../tenancy/index.js';
import { eachTenant } from './each-tenant.js';

/** A tenant of whose quotas one has nothing left, at present. */
export interface TenantExceeding {
  tenantId: string;
  handle: string;
  plan: string;
  quotas: { quota: string; limit: number | null; used: number }[];
}

/** Tenants whose quotas are asked for at a time. */
const ASKED_AT_ONCE = 16;

/** The most that are named as exceeding. */
export const MOST_EXCEEDING = 100;

/** What `exceededBy` says of each of some tenants, in their order. */
export const allExceeded = (
  runtime: Pick<QuotaRuntime, 'quotas'>,
  tenants: readonly Tenant[],
  within: string | null,
): Promise<(TenantExceeding | null)[]> =>
  inLanes(tenants, ASKED_AT_ONCE, (tenant) => exceededBy(runtime, tenant, within));

/** A tenant's own quotas that have nothing left at present, of one window or of all; null: there is none. */
async function exceededBy(
  { quotas }: Pick<QuotaRuntime, 'quotas'>,
  { id: tenantId, handle, plan }: Tenant,
  within: string | null,
): Promise<TenantExceeding | null> {
  const states = await quotas.status(tenantId, {});
  const exceeded = states.filter(({ remaining, window }) => remaining === 0 && (!within || window === within));
  if (exceeded.length === 0) return null;
  return { tenantId, handle, plan, quotas: exceeded.map(({ quota, limit, used }) => ({ quota, limit, used })) };
}

/**
 * Tenants that have nothing left of a quota at present (R4, getTenantExceedingQuota), at most 100, in the order of their handles: for
 * operators alone, with a receipt of the look in their own tenant. `window`: of such quotas alone.
 */
export async function tenantsExceedingQuota(
  runtime: QuotaRuntime,
  caller: Caller,
  window: string | null,
): Promise<TenantExceeding[]> {
  await lookAtAllTenants(runtime, caller, 'readRevOps');
  const exceeding: TenantExceeding[] = [];
  for await (const one of eachTenant(runtime, (tenants) => allExceeded(runtime, tenants, window))) {
    if (one) exceeding.push(one);
    if (exceeding.length === MOST_EXCEEDING) break;
  }
  return exceeding;
}
