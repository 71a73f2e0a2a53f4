import { callerFindBySubject, standingsFindByIds } from '../../cypher/generated/entitlements.js';
import type { Caller, RequestFacts } from '../kernel/caller.js';
import type { Role, SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';

/** Who a checked credential names: a token's tenant and `sub`, or a key's tenant, id and scopes. */
export interface Credential {
  type: 'user' | 'api_key';
  tenantId: string;
  subject: string;
  scopes: readonly string[];
}

/**
 * The caller whom a credential names, with the roles and the seat of this very moment, in one read.
 * Null when the tenant or the user is not there or was ended: such a call is not authenticated.
 */
export async function findCaller(
  { graph }: Pick<Runtime, 'graph'>,
  { type, tenantId, subject, scopes }: Credential,
  request: RequestFacts,
): Promise<Caller | null> {
  if (type === 'api_key') return { tenantId, type, id: subject, roles: [], seat: null, scopes, request };
  const [user] = await graph.read(callerFindBySubject, tenantId, { subject });
  if (!user) return null;
  return {
    tenantId,
    type,
    id: user.id,
    roles: user.roles as Role[],
    seat: user.seat as SeatType | null,
    scopes: [],
    request,
  };
}

/** A user as a caller, with the roles and the seat of this very moment: for who came by a link that was sent to them. Null when they are not there or were ended. */
export async function callerById(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  id: string,
  request: RequestFacts,
): Promise<Caller | null> {
  const [user] = await graph.read(standingsFindByIds, tenantId, { ids: [id] });
  if (!user) return null;
  const { roles, seat } = user;
  return { tenantId, type: 'user', id, roles: roles as Role[], seat: seat as SeatType | null, scopes: [], request };
}
