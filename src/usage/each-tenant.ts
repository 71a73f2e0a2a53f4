import type { Runtime } from '../kernel/runtime.js';
import { listTenants, type Tenant } from '../tenancy/index.js';

/** Tenants read together: a year's buckets of so many are some megabytes. */
const PAGE = 50;

/** What is read of every tenant, a page of them at a time, in the order of their handles. */
export async function* eachTenant<Read>(
  runtime: Pick<Runtime, 'graph'>,
  read: (tenants: readonly Tenant[]) => Promise<readonly Read[]>,
): AsyncGenerator<Read> {
  for (let after = ''; ; ) {
    const tenants = await listTenants(runtime, { after, limit: PAGE });
    yield* await read(tenants);
    if (tenants.length < PAGE) return;
    after = tenants.at(-1)?.handle ?? after;
  }
}
