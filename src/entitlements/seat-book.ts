import type { SeatBookRow } from '../../cypher/rows.js';
import type { SeatType } from '../kernel/rights.js';

/** The chain of the tenant's seats. */
export const SEATS_CHAIN = { id: 'admin:seats', kind: 'admin' };

/** Writes about seats take turns in the process: they all lock one seat book. */
export const SEATS_TURN = 'seats';

/** Decision seats are licensed; observers are free. */
export const countsUnderLimit = (type: string): boolean => type === ('DECISION' satisfies SeatType);

/** Whether so many more decision seats fit; a null limit is unlimited. */
export const hasRoom = (book: Pick<SeatBookRow, 'limit' | 'used'>, more = 1): boolean =>
  book.limit === null || book.used + more <= book.limit;

/** Used seats in basis points of the limit, rounded down; null for an unlimited or zero limit (semantics, Near limit). */
export const utilisationBp = ({ limit, used }: { limit: number | null; used: number }): number | null =>
  limit === null || limit === 0 ? null : Math.floor((used * 10_000) / limit);

/** R0: `licensed ≥ limit − 1` and at least one licensed; how many seats may be left is the tenant's to configure. */
export const nearLimit = ({ limit, used }: { limit: number | null; used: number }, seatsLeft: number): boolean =>
  limit !== null && used >= 1 && used >= limit - seatsLeft;

/** The seat book as a receipt keeps it. */
export const seatBookSnapshot = (book: SeatBookRow) => ({ type: 'SeatBook', ...book });

/** A seat as a receipt keeps it. */
export const seatSnapshot = (seat: { id: string; userId: string; type: string; from: string }, to: string | null) => ({
  type: 'Seat',
  id: seat.id,
  version: to === null ? 1 : 2,
  userId: seat.userId,
  seatType: seat.type,
  state: to === null ? 'ASSIGNED' : 'RELEASED',
  from: seat.from,
  to,
});

/** What the receipt says of an invitation for which no decision seat is left. */
export const noSeatLeft = (told: Record<string, unknown>) => ({
  step: 'BLOCK_INVITATION',
  outcome: 'BLOCKED' as const,
  business: { event: 'invite_attempt_blocked', reason: 'SEAT_LIMIT_REACHED', ...told },
});
