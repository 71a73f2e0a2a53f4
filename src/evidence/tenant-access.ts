import { headsLock } from '../../cypher/generated/evidence.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { workflowId } from '../kernel/receipts.js';
import type { Runtime } from '../kernel/runtime.js';
import { utcDay } from '../kernel/values/instants.js';
import { type Action, findTenant } from '../tenancy/index.js';

/**
 * As whom a caller reads the tenant that is asked for: as themselves their own (also when none is named), and as its auditor, once
 * the access has its receipt there, any other, when they are an operator. Null when it is not there, or not the caller's to ask for:
 * the two look the same. `action` is what the receipt says was read.
 */
export async function readerOf(
  runtime: Runtime,
  caller: Caller,
  asked: string | null | undefined,
  action: Action,
): Promise<Caller | null> {
  if (!asked || asked === caller.tenantId) return caller;
  if (!caller.roles.includes('operator') || !(await findTenant(runtime, asked))) return null;
  await leaveReceipt(runtime, { ...caller, tenantId: asked }, action);
  // No more than its own auditor may: what a tenant's admins write is not an operator's to write.
  return { ...caller, tenantId: asked, roles: ['auditor'], seat: null };
}

/** In the operator's activity chain of the tenant that is read, so that its own people see it; of all tenants, in their own. */
async function leaveReceipt(
  { unitOfWork, clock }: Runtime,
  caller: Caller,
  action: Action,
  more: Record<string, string> = {},
  idempotencyKey: string | null = null,
): Promise<void> {
  const { tenantId, id, request } = caller;
  const workflow = workflowId('activity', `${id}:${utcDay(instantNow(clock))}`);
  const command = { action, route: request.route, method: request.method, ...more };
  await unitOfWork.write({ caller, action: 'accessTenant', command, idempotencyKey }, async (step) => {
    await step.lock(headsLock, { heads: [{ id: workflow, kind: 'activity' }] });
    step.receipt({
      workflow,
      step: 'ACCESS_TENANT',
      outcome: 'ALLOWED',
      resource: { type: 'Tenant', id: tenantId, version: null },
      business: command,
    });
    return { __typename: 'TenantAccessNoted' };
  });
}

/** Leaves the receipt of an operator's look at all tenants together, in their own tenant. Throws FORBIDDEN for whoever is none. */
export async function lookAtAllTenants(runtime: Runtime, caller: Caller, action: Action): Promise<void> {
  await runtime.unitOfWork.authorize(caller, 'accessTenant');
  await leaveReceipt(runtime, caller, action, { tenants: 'ALL' });
}

/**
 * Leaves the receipt of an operator's look at something small of another tenant, there: the first of a day (UTC). For looks across many
 * tenants, each of which is receipted in the operator's own.
 */
export async function noteAccessOfDay(
  runtime: Runtime,
  caller: Caller,
  tenantId: string,
  action: Action,
): Promise<void> {
  const { route, method } = caller.request;
  const key = [action, route, method, utcDay(instantNow(runtime.clock))].join(' ');
  await leaveReceipt(runtime, { ...caller, tenantId }, action, {}, key);
}
