/** A bounded number of places of which nobody takes all: each may hold half of what the others leave, and the last half is always another's. */
export class FairShare {
  readonly #held = new Map<string, number>();
  #total = 0;

  constructor(private readonly most: number) {}

  /** Whether somebody may hold no more, though others may. */
  isFullFor(who: string): boolean {
    const own = this.#held.get(who) ?? 0;
    return own >= Math.floor((this.most - (this.#total - own)) / 2);
  }

  add(who: string, places = 1): void {
    this.#total += places;
    this.#held.set(who, (this.#held.get(who) ?? 0) + places);
  }

  remove(who: string, places = 1): void {
    this.#total -= places;
    const left = (this.#held.get(who) ?? 0) - places;
    if (left > 0) this.#held.set(who, left);
    else this.#held.delete(who);
  }
}
