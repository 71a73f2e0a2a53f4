import type { Caller } from '../kernel/caller.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Configs, coreSection, findTenant, sectionOf } from '../tenancy/index.js';

/**
 * Whether somebody may read a tenant's log: anybody where its configuration says so, else its own callers with the right
 * to. Null: the log is not theirs to know of, which looks like one that is not there. A caller of the tenant without the
 * right is refused with a receipt (throws FORBIDDEN).
 */
export async function logAccess(
  runtime: Runtime & { configs: Configs },
  tenantId: string,
  caller: Caller | null,
): Promise<'public' | 'private' | null> {
  const active = await runtime.configs.active(tenantId);
  if (active && sectionOf(active.config, coreSection).logPublic) return 'public';
  if (caller?.tenantId !== tenantId || !(await findTenant(runtime, tenantId))) return null;
  await runtime.unitOfWork.authorize(caller, 'readLog');
  return 'private';
}
