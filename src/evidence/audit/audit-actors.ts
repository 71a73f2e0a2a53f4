import type { Role } from '../../kernel/rights.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import { type RoleHolding, roleHoldings, usersById } from '../../tenancy/index.js';
import type { SubjectRef } from '../receipt/body.js';
import type { AUDIT_ACTORS } from './audit-event.js';

/** Who holds one of them acts as an admin. */
export const ADMIN_ROLES = ['revops_admin', 'operator'] as const satisfies readonly Role[];

/** R4's kinds of somebody. */
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** Says as whom the subject of a receipt acted at its instant. */
export type ActorOf = (subject: SubjectRef, at: Instant) => AuditActor;

/**
 * How R4 calls whoever is the subject of receipts. A user is an `admin` while they hold the role of a RevOps admin or operator, and when they are
 * no user of the tenant: only operators act in another's. A program acts for its tenant.
 */
export async function auditActors(
  runtime: Pick<Runtime, 'graph'>,
  tenantId: string,
  subjects: readonly SubjectRef[],
): Promise<ActorOf> {
  const ids = [...new Set(subjects.flatMap(({ type, id }) => (type === 'user' ? [id] : [])))];
  const [holdings, users] =
    ids.length > 0
      ? await Promise.all([roleHoldings(runtime, tenantId, ADMIN_ROLES), usersById(runtime, tenantId, ids)])
      : [[], []];
  const own = new Set(users.map(({ id }) => id));
  return ({ type, id }, at) => {
    if (type === 'system' || type === 'visitor') return type;
    if (type === 'api_key') return 'tenant';
    return own.has(id) && !holdings.some((held) => held.userId === id && holdsAt(held, at)) ? 'tenant' : 'admin';
  };
}

const holdsAt = ({ from, to }: RoleHolding, at: Instant): boolean => from <= at && (to === null || at < to);
