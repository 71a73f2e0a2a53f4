import { z } from 'zod';
import { seatBookUpdate, seatInsertMany, seatReleaseMany, seatsLock } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { SEAT_TYPES, type SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { fields } from '../tenancy/index.js';
import { countsUnderLimit, hasRoom, SEATS_CHAIN, SEATS_TURN, seatBookSnapshot, seatSnapshot } from './seat-book.js';

interface SeatAssigned extends Outcome {
  __typename: 'SeatAssigned';
  seatId: string;
  userId: string;
  type: SeatType;
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

type Answer = SeatAssigned | AlreadySeated | SeatLimitReached | SharedOutcome;

const schema = z.strictObject({ userId: fields.id, type: z.enum(SEAT_TYPES), idempotencyKey: fields.idempotencyKey });

/** Gives a user a seat, in place of one of the other type. Decision seats never exceed the limit. */
export async function assignSeat(runtime: Runtime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, type } = command;
  const seatId = newId();
  const spec = { caller, action: 'assignSeat', command, idempotencyKey, turn: SEATS_TURN };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(seatsLock, { heads: [SEATS_CHAIN], userIds: [userId] });
    const user = locked?.users[0];
    if (!user || user.endedAt !== null) return notFound('user');
    const { book } = locked;
    const old = user.seat;
    if (old?.type === type) return alreadySeated(old.id);
    const receipt = {
      workflow: SEATS_CHAIN.id,
      step: 'ASSIGN_SEAT',
      resource: { type: 'Seat', id: seatId, version: 1 },
    };
    if (countsUnderLimit(type) && !hasRoom(book)) {
      const business = { reason: 'SEAT_LIMIT_REACHED', user_id: userId, limit: book.limit, used: book.used };
      step.receipt({
        ...receipt,
        resource: { type: 'User', id: userId, version: user.version },
        outcome: 'DENIED',
        business,
      });
      return seatLimitReached(book.limit ?? 0);
    }
    const used = book.used + Number(countsUnderLimit(type)) - Number(old !== null && countsUnderLimit(old.type));
    const after = { ...book, used, version: book.version + 1 };
    if (old) step.write(seatReleaseMany, { seatIds: [old.id], at: step.now });
    step.write(seatInsertMany, { seats: [{ id: seatId, userId, type }], at: step.now });
    step.write(seatBookUpdate, { book: after });
    const snapshot = [
      seatSnapshot({ id: seatId, userId, type, from: step.now }, null),
      ...(old ? [seatSnapshot({ ...old, userId }, step.now)] : []),
      seatBookSnapshot(after),
    ];
    step.receipt({
      ...receipt,
      outcome: 'ALLOWED',
      business: { user_id: userId, seat_type: type.toLowerCase(), snapshot },
    });
    return { __typename: 'SeatAssigned', seatId, userId, type };
  });
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
