import { seatBookFind, seatFindManyByUser, seatList } from '../../cypher/generated/entitlements.js';
import type { SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Configs, coreSection, sectionOf } from '../tenancy/index.js';
import { nearLimit, utilisationBp } from './seat-book.js';

/** How a tenant's seats are used. `proposedLimit` is meant only while `proposalId` is there: it waits for a second operator. */
export interface SeatUse {
  limit: number | null;
  used: number;
  /** Basis points; null for an unlimited or zero limit. */
  utilisationBp: number | null;
  nearLimit: boolean;
  proposalId: string | null;
  proposedLimit: number | null;
}

/** A seat that somebody has. */
export interface AssignedSeat {
  id: string;
  userId: string;
  type: SeatType;
  from: string;
  createdAt: string;
}

/** R0's rule where the tenant has configured none. */
const SEATS_LEFT = 1;

/** Limit, use and whether the limit is near, by the tenant's own configuration of "near". */
export async function seatUse(
  { graph, configs }: Pick<Runtime, 'graph'> & { configs: Configs },
  tenantId: string,
): Promise<SeatUse | null> {
  const [[book], active] = await Promise.all([graph.read(seatBookFind, tenantId, {}), configs.active(tenantId)]);
  if (!book) return null;
  const seatsLeft = active ? sectionOf(active.config, coreSection).nearLimit.seatsLeft : SEATS_LEFT;
  const { limit, used, proposalId, proposedLimit } = book;
  return {
    limit,
    used,
    utilisationBp: utilisationBp(book),
    nearLimit: nearLimit(book, seatsLeft),
    proposalId,
    proposedLimit,
  };
}

/** Assigned seats, oldest first. */
export async function listSeats(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { after, limit }: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<AssignedSeat[]> {
  const page = { afterAt: after?.createdAt ?? '', afterId: after?.id ?? '', limit };
  return (await graph.read(seatList, tenantId, page)) as AssignedSeat[];
}

/** The seats that users have at present; a user without one is left out. */
export async function seatsOfUsers(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  userIds: readonly string[],
): Promise<AssignedSeat[]> {
  return (await graph.read(seatFindManyByUser, tenantId, { userIds: [...userIds] })) as AssignedSeat[];
}
