import type { SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { usersById } from '../tenancy/index.js';
import { listSeats } from './seats.js';

/** A user with a seat, as R0 lists them; personal data is null of somebody who was erased. */
export interface SeatedUser {
  seatId: string;
  userId: string;
  handle: string | null;
  name: string | null;
  email: string | null;
  externalId: string | null;
  seatType: SeatType;
  since: string;
  createdAt: string;
}

/** A place in a list of seats. */
export interface AfterSeat {
  createdAt: string;
  id: string;
}

/** One page of the users who have a seat of a type, oldest seat first. */
export async function seatedUsers(
  runtime: Pick<Runtime, 'graph'>,
  tenantId: string,
  page: { type: SeatType; after: AfterSeat | null; limit: number },
): Promise<SeatedUser[]> {
  const seats = await listSeats(runtime, tenantId, page);
  const ids = seats.map(({ userId }) => userId);
  const users = new Map((await usersById(runtime, tenantId, ids)).map((user) => [user.id, user]));
  return seats.map(({ id, userId, type, from, createdAt }) => {
    const { handle = null, name = null, email = null, externalId = null } = users.get(userId) ?? {};
    return { seatId: id, userId, handle, name, email, externalId, seatType: type, since: from, createdAt };
  });
}
