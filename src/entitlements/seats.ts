import { seatFindManyByUser, seatList, seatListByType, seatSummaryFind } from '../../cypher/generated/entitlements.js';
import { instantNow } from '../kernel/clock.js';
import type { SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Configs, coreSection, sectionOf } from '../tenancy/index.js';
import type { PlanName } from './quota/plans.js';
import { planAt } from './quota/terms-in-force.js';
import { nearLimit, utilisationBp } from './seat-book.js';

/**
 * How a tenant's seats are used (R0's summary). `proposedLimit` is meant only while `proposalId` is there: it waits for a second
 * operator.
 */
export interface SeatUse {
  /** R0's tier: the plan in force. */
  tier: PlanName;
  limit: number | null;
  /** Decision seats that are assigned: R0's licensed users. */
  used: number;
  observers: number;
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

/** Tier, limit, use and whether the limit is near, by the tenant's own configuration of "near". */
export async function seatUse(
  { graph, clock, configs }: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<SeatUse | null> {
  const [[found], active] = await Promise.all([graph.read(seatSummaryFind, tenantId, {}), configs.active(tenantId)]);
  if (!found) return null;
  const { book, observers, terms } = found;
  const seatsLeft = active ? sectionOf(active.config, coreSection).nearLimit.seatsLeft : SEATS_LEFT;
  const { limit, used, proposalId, proposedLimit } = book;
  return {
    tier: planAt(terms, instantNow(clock)),
    limit,
    used,
    observers,
    utilisationBp: utilisationBp(book),
    nearLimit: nearLimit(book, seatsLeft),
    proposalId,
    proposedLimit,
  };
}

/** Assigned seats, of one type when it is named (R0's licensed and observer lists), oldest first. */
export async function listSeats(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { type, after, limit }: { type?: SeatType; after: { createdAt: string; id: string } | null; limit: number },
): Promise<AssignedSeat[]> {
  const page = { afterAt: after?.createdAt ?? '', afterId: after?.id ?? '', limit };
  const rows = type
    ? await graph.read(seatListByType, tenantId, { type, ...page })
    : await graph.read(seatList, tenantId, page);
  return rows as AssignedSeat[];
}

/** The seats that users have at present; a user without one is left out. */
export async function seatsOfUsers(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  userIds: readonly string[],
): Promise<AssignedSeat[]> {
  return (await graph.read(seatFindManyByUser, tenantId, { userIds: [...userIds] })) as AssignedSeat[];
}
