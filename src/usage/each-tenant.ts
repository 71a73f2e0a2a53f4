import type { Runtime } from '../kernel/runtime.js';
import { listTenants, type Tenant } from '../tenancy/index.js';

/** Tenants read at a time, side by side. */
const AT_ONCE = 8;

/** What is read of every tenant, in the order of their handles. */
export async function* eachTenant<Read>(
  runtime: Pick<Runtime, 'graph'>,
  read: (tenant: Tenant) => Promise<Read>,
): AsyncGenerator<Read> {
  for (let after = ''; ; ) {
    const tenants = await listTenants(runtime, { after, limit: AT_ONCE });
    yield* await Promise.all(tenants.map(read));
    if (tenants.length < AT_ONCE) return;
    after = tenants.at(-1)?.handle ?? after;
  }
}
