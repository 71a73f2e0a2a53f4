/** Credit of one turn of a smooth weighted round robin, as pools store it. */
const TURN = 232_792_560;

interface Member {
  userId: string;
  weight: number;
  credit: number;
}

/** A pool's turn as its receipt tells it; states are JSON. */
export interface ToldTurn {
  id: string;
  pool: string;
  ownerId: string | null;
  poolState: string;
  passedOver: string;
}

/**
 * Recounts who was owed which turn: each turn gives those who took part their share of it and takes a whole one from who
 * got it, so that the sums do not depend on any order. Holds for pools whose returning members keep their place.
 */
export class Turns {
  readonly #credits = new Map<string, Map<string, number>>();

  /** Takes a turn in; gives what is wrong with it by itself. */
  take({ id, pool, ownerId, poolState, passedOver }: ToldTurn): string[] {
    const credits = this.#credits.get(pool) ?? new Map<string, number>();
    this.#credits.set(pool, credits);
    if (ownerId === null) return [];
    const before: Member[] = JSON.parse(poolState);
    const passed: { userId: string; reason: string }[] = JSON.parse(passedOver);
    const losers = passed.filter(({ reason }) => reason === 'less_credit' || reason === 'later_in_order');
    const took = new Set([ownerId, ...losers.map(({ userId }) => userId)]);
    const part = before.filter(({ userId }) => took.has(userId));
    const share = Math.floor(TURN / part.reduce((sum, { weight }) => sum + weight, 0));
    const owed = part.map(({ userId, weight, credit }) => ({ userId, credit: credit + share * weight }));
    const next = owed.reduce(
      (best, one) => (one.credit > best.credit ? one : best),
      owed[0] ?? { userId: '', credit: 0 },
    );
    for (const { userId, weight } of part) {
      const taken = userId === ownerId ? share * part.reduce((sum, one) => sum + one.weight, 0) : 0;
      credits.set(userId, (credits.get(userId) ?? 0) + share * weight - taken);
    }
    return next.userId === ownerId ? [] : [`turn ${id} of pool ${pool} went to ${ownerId}, it was ${next.userId}'s`];
  }

  /** What differs between a pool's stored credits and the sum of its turns. */
  problems(pool: string, state: string): string[] {
    const { members }: { members: { handle: string; credit: number }[] } = JSON.parse(state);
    const credits = this.#credits.get(pool) ?? new Map<string, number>();
    return members.flatMap(({ handle, credit }) => {
      const own = credits.get(handle) ?? 0;
      return own === credit ? [] : [`pool ${pool} has a credit of ${credit} for ${handle}, its turns add up to ${own}`];
    });
  }
}
