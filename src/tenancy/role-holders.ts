import { roleHolderList, userFindMany } from '../../cypher/generated/tenancy.js';
import type { UserRow } from '../../cypher/rows.js';
import type { Role } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';

/** Who holds a role at present, by handle; ended users are left out. */
export async function roleHolders({ graph }: Pick<Runtime, 'graph'>, tenantId: string, role: Role): Promise<UserRow[]> {
  const ids = (await graph.read(roleHolderList, tenantId, { role })).map(({ userId }) => userId);
  const users = ids.length > 0 ? await graph.read(userFindMany, tenantId, { ids }) : [];
  return users.filter(({ endedAt }) => endedAt === null).sort((a, b) => (a.handle < b.handle ? -1 : 1));
}
