import type { Snapshot } from './told.js';

interface Book {
  limit: number | null;
  used: number;
}

/** Counts a tenant's seats along the chain of its seats: at no receipt more are taken than the limit of that moment allows. */
export class SeatCounts {
  /** Type of seat of whoever has one, by seat. */
  readonly #taken = new Map<string, { userId: string; type: string }>();
  book: Book | null = null;

  /** How many decision seats are taken. */
  get used(): number {
    return [...this.#taken.values()].filter(({ type }) => type === 'DECISION').length;
  }

  /** Takes the next receipt of the chain in; gives what is wrong after it. */
  take(snapshot: readonly Snapshot[], isBootstrap: boolean): string[] {
    for (const told of snapshot) {
      if (told.type === 'Seat') this.#seat(told);
      if (told.type === 'SeatBook') this.book = { limit: told.limit as number | null, used: told.used as number };
    }
    const { used, book } = this;
    if (!book) return [];
    const users = [...this.#taken.values()].map(({ userId }) => userId);
    const twice = users.find((user, at) => users.indexOf(user) !== at);
    return [
      ...(book.limit !== null && used > book.limit
        ? [`${used} decision seats are taken, the limit is ${book.limit}`]
        : []),
      // A first start tells the whole book before the seats in it.
      ...(isBootstrap || book.used === used ? [] : [`the book says ${book.used} seats are used, ${used} are`]),
      ...(twice === undefined ? [] : [`user ${twice} has two seats`]),
    ];
  }

  #seat({ id, state, userId, seatType }: Snapshot): void {
    if (state === 'ASSIGNED') this.#taken.set(id as string, { userId: userId as string, type: seatType as string });
    else this.#taken.delete(id as string);
  }
}
