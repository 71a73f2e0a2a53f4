import { configFindInForceAt, delegationsFindOfUser } from '../../cypher/generated/dealdesk.js';
import type { DelegationSpan } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Role } from '../kernel/rights.js';
import type { Instant } from '../kernel/values/instants.js';
import { holdingsAt } from '../tenancy/index.js';
import { approverRolesOf } from './approval.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';
import type { ApprovalLimit } from './settings.js';

/** What somebody could decide at an instant, and through whom (semantics, Deal desk; R3, point-in-time authority). */
export interface Authority {
  userId: string;
  at: Instant;
  roles: Role[];
  teamIds: string[];
  managerId: string | null;
  /** The configuration in force then; null: none. */
  configNumber: number | null;
  /** The approvers' roles among theirs, with the limit of each. */
  limits: (ApprovalLimit & { role: ApproverRole })[];
  /** Who decided in their place. */
  delegatedTo: DelegationSpan[];
  /** In whose place they decided, each by a delegation of its own. */
  delegatedFrom: DelegationSpan[];
}

/** Reads, from dated edges and the configuration in force then, what a user could decide at an instant; null: no such user. */
export async function authorityAt(
  runtime: DealDeskRuntime,
  tenantId: string,
  userId: string,
  at: Instant,
): Promise<Authority | null> {
  const [[held], [delegations], [config]] = await Promise.all([
    holdingsAt(runtime, tenantId, [userId], at),
    runtime.graph.read(delegationsFindOfUser, tenantId, { userId, at }),
    runtime.graph.read(configFindInForceAt, tenantId, { at }),
  ]);
  if (!held || !delegations) return null;
  const settings = config ? await dealDeskConfigAt(runtime, tenantId, config.number) : null;
  return {
    userId,
    at,
    roles: (held.roles as Role[]).sort(),
    teamIds: held.teamIds.sort(),
    managerId: held.managerId,
    configNumber: config?.number ?? null,
    limits: settings ? approverRolesOf(held.roles).map((role) => ({ role, ...settings.limits[role] })) : [],
    delegatedTo: delegations.given,
    delegatedFrom: delegations.held,
  };
}
