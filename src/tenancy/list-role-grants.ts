import { roleGrantFindMany, roleGrantListByState } from '../../cypher/generated/tenancy.js';
import type { RoleGrantRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { RoleGrantState } from './role-grant.js';

/** Role grants in one state, oldest first: PENDING is what waits for a second person. */
export const listRoleGrants = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  page: { state: RoleGrantState; after: { createdAt: string; id: string } | null; limit: number },
): Promise<RoleGrantRow[]> =>
  graph.read(roleGrantListByState, tenantId, {
    state: page.state,
    afterAt: page.after?.createdAt ?? '',
    afterId: page.after?.id ?? '',
    limit: page.limit,
  });

export const roleGrantsById = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  ids: readonly string[],
): Promise<RoleGrantRow[]> => graph.read(roleGrantFindMany, tenantId, { ids: [...ids] });
