import { z } from 'zod';
import {
  monthsWrite,
  seatBookUpdate,
  seatInsertMany,
  seatReleaseMany,
  seatsLock,
} from '../../cypher/generated/entitlements.js';
import type { HeldByUser, MonthRow, SeatBookRow } from '../../cypher/rows.js';
import type { PlanLimitReached } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { SEAT_TYPES, type SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { monthKey, monthOf } from '../kernel/values/months.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Configs, fields, zoneOf } from '../tenancy/index.js';
import { oneMore } from './counters.js';
import { fits, monthUse, planLimitReached, refusalReceipt } from './monthly-limits.js';
import {
  countsUnderLimit,
  hasRoom,
  noSeatLeft,
  SEATS_CHAIN,
  SEATS_TURN,
  seatBookSnapshot,
  seatSnapshot,
} from './seat-book.js';

interface SeatAssigned extends Outcome {
  __typename: 'SeatAssigned';
  seatId: string;
  userId: string;
  type: SeatType;
  /** The seat of the other type that it took the place of. */
  replacedSeatId: string | null;
}

/** The user has a seat of this type. */
interface AlreadySeated extends Outcome {
  __typename: 'AlreadySeated';
  message: string;
  seatId: string;
}

/** No decision seat is left; the refusal leaves a receipt. */
interface SeatLimitReached extends Outcome {
  __typename: 'SeatLimitReached';
  message: string;
  limit: number;
}

type Answer = SeatAssigned | AlreadySeated | SeatLimitReached | PlanLimitReached | SharedOutcome;

const schema = z.strictObject({ userId: fields.id, type: z.enum(SEAT_TYPES), idempotencyKey: fields.idempotencyKey });

/**
 * Gives a user a seat, in place of one of the other type. Decision seats never exceed the limit. A user's first seat counts in
 * the month's active users (R2, seat_added), as far as the plan allows.
 */
export async function assignSeat(
  runtime: Runtime & { configs: Configs },
  caller: Caller,
  input: unknown,
): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, type } = command;
  const seatId = newId();
  const now = instantNow(runtime.clock);
  const zone = await zoneOf(runtime, caller.tenantId);
  const month = monthKey(null, now, zone);
  const spec = { caller, action: 'assignSeat', command, idempotencyKey, turn: SEATS_TURN };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(seatsLock, { heads: [SEATS_CHAIN], userIds: [userId], months: [month] });
    const user = locked?.users[0];
    if (!user || user.endedAt !== null) return notFound('user');
    const { book } = locked;
    const old = user.seat;
    if (old?.type === type) return alreadySeated(old.id);
    if (countsUnderLimit(type) && !hasRoom(book)) return refuse(step, user, book);
    const use = monthUse(locked.terms, 'active_users', locked.months, step.now);
    if (!old && !fits(use)) {
      step.receipt({ ...refusedUser(user), ...refusalReceipt(use, locked.terms, step.now, { user_id: userId }) });
      return planLimitReached(use, monthOf(now, zone).end);
    }
    give(step, locked, { seatId, userId, type, old });
    return { __typename: 'SeatAssigned', seatId, userId, type, replacedSeatId: old?.id ?? null };
  });
}

interface Giving {
  seatId: string;
  userId: string;
  type: SeatType;
  old: HeldByUser['seat'];
}

function give(
  step: WriteStep,
  { book, months }: { book: SeatBookRow; months: MonthRow[] },
  { seatId, userId, type, old }: Giving,
): void {
  const used = book.used + Number(countsUnderLimit(type)) - Number(old !== null && countsUnderLimit(old.type));
  const after = { ...book, used, version: book.version + 1 };
  if (old) step.write(seatReleaseMany, { seatIds: [old.id], at: step.now });
  step.write(seatInsertMany, { seats: [{ id: seatId, userId, type }], at: step.now });
  step.write(seatBookUpdate, { book: after });
  if (!old) step.write(monthsWrite, { months: oneMore(months, 'activeUsers') });
  const snapshot = [
    seatSnapshot({ id: seatId, userId, type, from: step.now }, null),
    ...(old ? [seatSnapshot({ ...old, userId }, step.now)] : []),
    seatBookSnapshot(after),
  ];
  step.receipt({
    workflow: SEATS_CHAIN.id,
    step: old ? 'CHANGE_SEAT' : 'ASSIGN_SEAT',
    resource: { type: 'Seat', id: seatId, version: 1 },
    outcome: 'ALLOWED',
    business: {
      ...(!old && { event: 'seat_added', counted_in: months[0]?.start }),
      user_id: userId,
      seat_type: type.toLowerCase(),
      snapshot,
    },
  });
}

const refusedUser = ({ id, version }: HeldByUser) => ({
  workflow: SEATS_CHAIN.id,
  resource: { type: 'User', id, version },
});

function refuse(step: WriteStep, user: HeldByUser, { limit, used }: SeatBookRow): SeatLimitReached {
  step.receipt({
    ...refusedUser(user),
    ...noSeatLeft({ user_id: user.id, limit, used }),
  });
  return seatLimitReached(limit ?? 0);
}

const alreadySeated = (seatId: string): AlreadySeated => ({
  __typename: 'AlreadySeated',
  message: 'The user has a seat of this type already.',
  seatId,
});

const seatLimitReached = (limit: number): SeatLimitReached => ({
  __typename: 'SeatLimitReached',
  message: `All ${limit} decision seats are taken; release one, or ask the operator for more.`,
  limit,
});
