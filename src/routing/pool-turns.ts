import type { PoolMemberRow } from '../../cypher/rows.js';
import {
  type Availability,
  type PassedOver,
  type PoolMember,
  type PoolState,
  pickNext,
  withMembers,
} from '../../policy/round-robin.js';
import type { Instant } from '../kernel/values/instants.js';
import { isWorking, type WorkingSchedule } from '../kernel/values/working-minutes.js';
import type { PoolConfig } from './config-targets.js';
import type { Lead } from './lead.js';

/** A member before a turn, as the fairness ledger keeps them: users by id. */
export interface MemberBefore extends Omit<PoolMember, 'handle'>, Availability {
  userId: string;
}

/** One turn of a pool: who got the lead, from which state, and why nobody else did. */
export interface Turn {
  leadId: string;
  /** Null: nobody could take it. */
  userId: string | null;
  before: MemberBefore[];
  passedOver: { userId: string; reason: PassedOver; credit: number }[];
  conflict: 'no_member_available' | null;
}

/**
 * Gives waiting leads to a pool's members one after the other, in memory: the same as one at a time. Pure. `stored` is the pool's last
 * state; its members are known by user id. Members whose handle is nobody's take no part.
 */
export function takeTurns(input: {
  pool: PoolConfig;
  schedule: WorkingSchedule;
  stored: PoolState;
  members: PoolMemberRow[];
  leads: Pick<Lead, 'id' | 'excludedOwnerIds' | 'previousOwnerIds'>[];
  now: Instant;
}): { turns: Turn[]; state: PoolState } {
  const { pool, members, now } = input;
  const idOf = new Map(members.map(({ handle, id }) => [handle, id]));
  const present = pool.members.flatMap(({ handle, weight }) => {
    const id = idOf.get(handle);
    return id ? [{ handle: id, weight }] : [];
  });
  const inHours = isWorking(now, input.schedule);
  const known = new Map(members.map((member) => [member.id, availabilityOf(member, pool.capacity, inHours)]));
  let state = withMembers(input.stored, present);
  const turns = input.leads.map((lead): Turn => {
    const before = state.members.flatMap(({ handle, ...member }) => {
      const availability = known.get(handle);
      return availability ? [{ userId: handle, ...member, ...availability }] : [];
    });
    const pick = pickNext(state, Object.fromEntries(known), {
      on_return: pool.returningMember,
      outside_hours: pool.whenUnavailable,
      excluded: [...lead.excludedOwnerIds, ...lead.previousOwnerIds],
    });
    state = pick.state;
    const taken = pick.picked === null ? undefined : known.get(pick.picked);
    if (pick.picked !== null && taken) known.set(pick.picked, { ...taken, open_leads: taken.open_leads + 1 });
    return {
      leadId: lead.id,
      userId: pick.picked,
      before,
      passedOver: pick.passed_over.map(({ handle, ...why }) => ({ userId: handle, ...why })),
      conflict: pick.conflict,
    };
  });
  return { turns, state };
}

/** A pool without a capacity counts nobody's leads. */
const availabilityOf = (member: PoolMemberRow, capacity: number | null, inHours: boolean): Availability => ({
  active: member.active,
  absent: member.absent,
  in_hours: inHours,
  open_leads: member.waiting ?? 0,
  capacity,
});
