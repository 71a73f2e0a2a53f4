import { tenantFindByHandle, tenantList } from '../../cypher/generated/system.js';
import { tenantFind } from '../../cypher/generated/tenancy.js';
import type { Runtime } from '../kernel/runtime.js';

/** A tenant as its users see it. `kind`: CUSTOMER, or OPERATORS for the operators' own. */
export interface Tenant {
  id: string;
  handle: string;
  name: string;
  kind: string;
  plan: string;
  createdAt: string;
  version: number;
}

type Reading = Pick<Runtime, 'graph'>;

export async function findTenant({ graph }: Reading, tenantId: string): Promise<Tenant | null> {
  return (await graph.read(tenantFind, tenantId, {}))[0] ?? null;
}

/** The id of the tenant with this handle, or null. */
export async function findTenantId({ graph }: Reading, handle: string): Promise<string | null> {
  return (await graph.readSystem(tenantFindByHandle, { handle }))[0]?.id ?? null;
}

/** All tenants by handle, a page at a time: for operators, and for processes that serve every tenant. */
export const listTenants = ({ graph }: Reading, page: { after: string; limit: number }): Promise<Tenant[]> =>
  graph.readSystem(tenantList, page);
