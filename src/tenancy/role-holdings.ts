import { roleHoldingsList } from '../../cypher/generated/tenancy.js';
import type { Role } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';

/** That a user held one of the asked roles, half open; `to` is null while they do. */
export interface RoleHolding {
  userId: string;
  from: Instant;
  to: Instant | null;
}

/** Everybody who ever held one of some roles, and from when to when: for saying as whom somebody acted. */
export const roleHoldings = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  roles: readonly Role[],
): Promise<RoleHolding[]> => graph.read(roleHoldingsList, tenantId, { roles });
