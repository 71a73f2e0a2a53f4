import { z } from 'zod';
import { seatBookUpdate, seatReleaseMany, seatsLock } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
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
    const { book } = locked;
    const { seat } = user;
    if (!seat) return { __typename: 'NotSeated', message: 'The user has no seat.' };
    const after = { ...book, used: book.used - Number(countsUnderLimit(seat.type)), version: book.version + 1 };
    step.write(seatReleaseMany, { seatIds: [seat.id], at: step.now });
    step.write(seatBookUpdate, { book: after });
    step.receipt({
      workflow: SEATS_CHAIN.id,
      step: 'RELEASE_SEAT',
      outcome: 'ALLOWED',
      resource: { type: 'Seat', id: seat.id, version: 2 },
      business: { user_id: userId, snapshot: [seatSnapshot({ ...seat, userId }, step.now), seatBookSnapshot(after)] },
    });
    return { __typename: 'SeatReleased', seatId: seat.id, userId };
  });
}
