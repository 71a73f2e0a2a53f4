import { z } from 'zod';
import { seatBookUpdate, seatReleaseMany, seatsLock } from '../../cypher/generated/entitlements.js';
import type { SeatBookRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields } from '../tenancy/index.js';
import { countsUnderLimit, SEATS_CHAIN, SEATS_TURN, seatBookSnapshot, seatSnapshot } from './seat-book.js';

export interface SeatReleased extends Outcome {
  __typename: 'SeatReleased';
  seatId: string;
  userId: string;
}

/** The user has no seat. */
export interface NotSeated extends Outcome {
  __typename: 'NotSeated';
  message: string;
}

const schema = z.strictObject({ userId: fields.id, idempotencyKey: fields.idempotencyKey });

/** Takes a user's seat back, at once; that they had it stays on record. */
export async function releaseSeat(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<SeatReleased | NotSeated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId } = command;
  const spec = { caller, action: 'releaseSeat', command, idempotencyKey, turn: SEATS_TURN };
  return runtime.unitOfWork.write<SeatReleased | NotSeated | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(seatsLock, { heads: [SEATS_CHAIN], userIds: [userId], months: [] });
    const user = locked?.users[0];
    if (!user) return notFound('user');
    const { seat } = user;
    if (!seat) return { __typename: 'NotSeated', message: 'The user has no seat.' };
    takeSeatBack(step, { ...seat, userId }, locked.book);
    return { __typename: 'SeatReleased', seatId: seat.id, userId };
  });
}

/** Takes a seat back in a write that holds the seat book's lock, and leaves its receipt. */
export function takeSeatBack(
  step: WriteStep,
  seat: { id: string; userId: string; type: string; from: string },
  book: SeatBookRow,
): void {
  const after = { ...book, used: book.used - Number(countsUnderLimit(seat.type)), version: book.version + 1 };
  step.write(seatReleaseMany, { seatIds: [seat.id], at: step.now });
  step.write(seatBookUpdate, { book: after });
  step.receipt({
    workflow: SEATS_CHAIN.id,
    step: 'RELEASE_SEAT',
    outcome: 'ALLOWED',
    resource: { type: 'Seat', id: seat.id, version: 2 },
    business: { user_id: seat.userId, snapshot: [seatSnapshot(seat, step.now), seatBookSnapshot(after)] },
  });
}
