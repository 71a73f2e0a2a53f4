import { type Looking, say } from './looking.js';
import { type Done, tallyKey } from './memory.js';

interface FoundSeat {
  id: string;
  userId: string;
  type: string;
}
interface FoundBook {
  limit: number | null;
  used: number;
}

/** Compares seats as they are with the limit, with the book, and with the last answer that each user's seat was changed by. */
export async function compareSeats(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  const seats = await look.rows<FoundSeat>(
    `MATCH (u:User {tenantId: $tenantId})-[:HAS_SEAT]->(s:Seat) WHERE u.id IS NOT NULL AND s.state = 'ASSIGNED'
     RETURN s.id AS id, u.id AS userId, s.type AS type`,
    { tenantId: tenant.id },
  );
  const books = await look.rows<FoundBook>(
    'MATCH (b:SeatBook {tenantId: $tenantId}) RETURN b.limit AS limit, b.used AS used',
    { tenantId: tenant.id },
  );
  const used = seats.filter(({ type }) => type === 'DECISION').length;
  const [book] = books;
  if (books.length !== 1) say(looking, 'seat-limit', `there are ${books.length} seat books`);
  if (book && (book.limit ?? null) !== tenant.seatLimit)
    say(looking, 'seat-limit', `the limit is ${book.limit}, it was set to ${tenant.seatLimit}`);
  if (tenant.seatLimit !== null && used > tenant.seatLimit) {
    say(looking, 'seat-limit', `${used} decision seats are taken, the limit is ${tenant.seatLimit}`);
  }
  if (book && book.used !== used) say(looking, 'seat-limit', `the book says ${book.used} seats are used, ${used} are`);
  if (memory.seats.used !== used)
    say(looking, 'seat-limit', `${used} decision seats are taken, receipts tell of ${memory.seats.used}`);
  compareUsers(looking, seats);
}

function compareUsers(looking: Looking, seats: FoundSeat[]): void {
  const last = lastChanges(looking);
  for (const person of looking.tenant.people) {
    const has = seats.filter(({ userId }) => userId === person.id);
    if (has.length > 1)
      say(looking, 'seat-limit', `user ${person.id} has ${has.length} seats: ${has.map(({ id }) => id)}`);
    const done = last.get(person.id);
    const is = has[0];
    const wanted = done ? (done.kind === 'assignSeat' ? String(done.saved.seatId) : null) : undefined;
    if (wanted !== undefined && (is?.id ?? null) !== wanted) {
      say(
        looking,
        'acknowledged-once',
        `user ${person.id} has seat ${is?.id}, the last answer gave ${wanted}`,
        done?.entryId,
      );
    }
    if (wanted === undefined && (is?.type ?? null) !== person.seat) {
      say(
        looking,
        'unasked',
        `user ${person.id} has a seat ${is?.type}, they began with ${person.seat} and nobody changed it`,
      );
    }
  }
}

/** The last change of each user's seat, by the order of the chain of seats. */
function lastChanges({ memory }: Looking): Map<string, Done> {
  const last = new Map<string, { seq: number; done: Done }>();
  for (const done of memory.seatChanges) {
    const userId = String(done.saved.userId);
    const [wanted] = done.wanted;
    const seq = (wanted && memory.receipts.get(tallyKey(wanted))?.[0]?.seq) ?? 0;
    if (seq >= (last.get(userId)?.seq ?? 0)) last.set(userId, { seq, done });
  }
  return new Map([...last].map(([userId, { done }]) => [userId, done]));
}
