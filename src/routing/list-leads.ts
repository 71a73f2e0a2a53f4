import {
  leadsFindByIds,
  leadsList,
  leadsListByOwner,
  leadsListByOwnerAndStatus,
  leadsListByStatus,
  leadsListByTeam,
  leadsListByTeamAndStatus,
} from '../../cypher/generated/routing.js';
import type { LeadRow } from '../../cypher/rows.js';
import { CodedError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Lead, type LeadStatus, leadOf } from './lead.js';

type Reading = Pick<Runtime, 'graph'>;

/** Narrows a list: by status, by owner or team, or by one of these and status. */
export interface LeadFilter {
  status?: LeadStatus | null | undefined;
  ownerId?: string | null | undefined;
  teamId?: string | null | undefined;
}

/** Where a page begins: after this lead, the newest first. */
export interface AfterLead {
  createdAt: Instant;
  id: string;
}

/** Sorts after every instant and every id. */
const END = '~';

/** The leads of a tenant that have these ids; others are left out. */
export async function leadsByIds({ graph }: Reading, tenantId: string, ids: readonly string[]): Promise<Lead[]> {
  return found(await graph.read(leadsFindByIds, tenantId, { ids: [...ids] }));
}

/** Lists a tenant's leads, the newest first. Throws BAD_USER_INPUT for an owner and a team at once. */
export async function listLeads(
  { graph }: Reading,
  tenantId: string,
  { status, ownerId, teamId }: LeadFilter,
  { after, limit }: { after: AfterLead | null; limit: number },
): Promise<Lead[]> {
  if (ownerId && teamId) {
    throw new CodedError('BAD_USER_INPUT', 'filter: ownerId and teamId cannot be combined; take one of them.');
  }
  const page = { beforeCreatedAt: after?.createdAt ?? END, beforeId: after?.id ?? END, limit };
  if (ownerId && status) {
    return found(await graph.read(leadsListByOwnerAndStatus, tenantId, { ownerId, status, ...page }));
  }
  if (teamId && status) return found(await graph.read(leadsListByTeamAndStatus, tenantId, { teamId, status, ...page }));
  if (ownerId) return found(await graph.read(leadsListByOwner, tenantId, { ownerId, ...page }));
  if (teamId) return found(await graph.read(leadsListByTeam, tenantId, { teamId, ...page }));
  if (status) return found(await graph.read(leadsListByStatus, tenantId, { status, ...page }));
  return found(await graph.read(leadsList, tenantId, page));
}

const found = (rows: { lead: LeadRow }[]): Lead[] => rows.map(({ lead }) => leadOf(lead));
