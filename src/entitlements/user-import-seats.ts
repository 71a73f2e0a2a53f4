import { monthsWrite, seatBookUpdate, seatInsertMany, seatReleaseMany } from '../../cypher/generated/entitlements.js';
import type { SeatBookRow } from '../../cypher/rows.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { ImportedRow } from '../tenancy/index.js';
import { moved } from './counters.js';
import { fits, type LimitUse, monthUse, refusalReceipt } from './monthly-limits.js';
import { countsUnderLimit, hasRoom, noSeatLeft, SEATS_CHAIN, seatBookSnapshot, seatSnapshot } from './seat-book.js';
import type { ImportFacts, UserImportPlan } from './user-import-rows.js';

/** What became of the seat that a row asks for. */
export type SeatResult = 'given' | 'no_seat_left' | 'no_user_left';

/** Room for seats, taken from row to row. */
export interface Room {
  book: SeatBookRow;
  /** First seats of the month under the plan. */
  users: LimitUse;
}

interface SeatedRow {
  row: Pick<UserImportPlan['rows'][number], 'userId' | 'seatId' | 'seat'>;
  seat: SeatResult | null;
}

/** The room there is behind the locks. */
export const roomFor = ({ book, months, terms, now }: ImportFacts): Room => ({
  book: { ...book },
  users: monthUse(terms, 'active_users', months, now),
});

/** Decides on the seat that a row asks for, where it is not the one the user `has`; null: nothing is to be done. */
export function seatOf(
  row: Pick<UserImportPlan['rows'][number], 'seat'>,
  has: string | null,
  { book, users }: Room,
  problems: ImportedRow['problems'],
): SeatResult | null {
  if (row.seat === null || row.seat === has) return null;
  const counts = countsUnderLimit(row.seat);
  if (counts && !hasRoom(book)) {
    problems.push({ column: 'seat', message: `all ${book.limit} decision seats are taken` });
    return 'no_seat_left';
  }
  if (has === null && !fits(users)) {
    problems.push({ column: 'seat', message: `the plan allows ${users.limit} new users with a seat this month` });
    return 'no_user_left';
  }
  book.used += Number(counts) - Number(has !== null && countsUnderLimit(has));
  users.used += Number(has === null);
  return 'given';
}

/** Writes the seats that were given, and leaves a receipt of each, and of each that was not. */
export function assignSeats(step: WriteStep, work: readonly SeatedRow[], facts: ImportFacts): void {
  const given = work.flatMap(({ row, seat }) =>
    seat === 'given' && row.seat
      ? [{ id: row.seatId, userId: row.userId, type: row.seat, old: facts.held.get(row.userId)?.seat ?? null }]
      : [],
  );
  let book = facts.book;
  for (const { old, ...seat } of given) {
    const used = book.used + Number(countsUnderLimit(seat.type)) - Number(old !== null && countsUnderLimit(old.type));
    book = { ...book, used, version: book.version + 1 };
    const released = old ? [seatSnapshot({ ...old, userId: seat.userId }, step.now)] : [];
    const snapshot = [seatSnapshot({ ...seat, from: step.now }, null), ...released, seatBookSnapshot(book)];
    step.receipt({
      workflow: SEATS_CHAIN.id,
      step: old ? 'CHANGE_SEAT' : 'ASSIGN_SEAT',
      outcome: 'ALLOWED',
      resource: { type: 'Seat', id: seat.id, version: 1 },
      business: {
        ...(!old && { event: 'seat_added', counted_in: facts.months[0]?.start }),
        user_id: seat.userId,
        seat_type: seat.type.toLowerCase(),
        imported: true,
        snapshot,
      },
    });
  }
  leaveRefusals(step, work, facts, book);
  if (given.length === 0) return;
  const seats = given.map(({ id, userId, type }) => ({ id, userId, type }));
  const seatIds = given.flatMap(({ old }) => (old ? [old.id] : []));
  if (seatIds.length > 0) step.write(seatReleaseMany, { seatIds, at: step.now });
  step.write(seatInsertMany, { seats, at: step.now });
  step.write(seatBookUpdate, { book });
  const first = given.filter(({ old }) => old === null).length;
  if (first > 0) step.write(monthsWrite, { months: facts.months.map((month) => moved(month, 'activeUsers', first)) });
}

/** An invitation that was refused leaves a receipt each, for want of a seat or of room in the plan. */
function leaveRefusals(
  step: WriteStep,
  work: readonly SeatedRow[],
  { terms, months }: ImportFacts,
  { limit, used }: SeatBookRow,
): void {
  for (const { row, seat } of work) {
    if (seat !== 'no_seat_left' && seat !== 'no_user_left') continue;
    const told = { user_id: row.userId, imported: true };
    const refusal =
      seat === 'no_seat_left'
        ? noSeatLeft({ ...told, limit, used })
        : refusalReceipt(monthUse(terms, 'active_users', months, step.now), terms, step.now, told);
    step.receipt({ workflow: SEATS_CHAIN.id, resource: { type: 'User', id: row.userId, version: null }, ...refusal });
  }
}
