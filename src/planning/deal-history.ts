import { type Day, daysBetween } from './calendar.js';

/** A deal as a forecast sees it; amounts in minor units, days of the tenant's zone. */
export interface DealFact {
  stage: string;
  status: 'open' | 'won' | 'lost';
  segment: string;
  amountMinor: number | null;
  engageDate: Day | null;
  closeDate: Day | null;
}

/** Longer cycles are counted as this many days. */
const MOST_DAYS = 3_650;

/** How deals of one kind went: on each day after engaging, how many were still open, and how many were won and lost. */
export class DealHistory {
  readonly #won = new Map<number, number>();
  readonly #lost = new Map<number, number>();
  readonly #open = new Map<number, number>();
  #wonAmounts = 0n;
  #wonWithAmount = 0;
  wonCount = 0;
  lostCount = 0;
  openCount = 0;

  /** Counts a deal: an open one as still open after its age on `today`. */
  add(deal: DealFact, today: Day): void {
    this.#chances.clear();
    this.#risk = null;
    if (deal.status === 'won' && deal.amountMinor !== null) {
      this.#wonAmounts += BigInt(deal.amountMinor);
      this.#wonWithAmount++;
    }
    const end = deal.status === 'open' ? today : deal.closeDate;
    if (deal.engageDate === null || end === null) return;
    const days = Math.min(MOST_DAYS, Math.max(0, daysBetween(deal.engageDate, end)));
    const counts = { won: this.#won, lost: this.#lost, open: this.#open }[deal.status];
    counts.set(days, (counts.get(days) ?? 0) + 1);
    this[`${deal.status}Count`]++;
  }

  /** Mean of what won deals were worth, in minor units; null when none says. */
  get meanWonAmountMinor(): number | null {
    return this.#wonWithAmount === 0 ? null : Number(this.#wonAmounts / BigInt(this.#wonWithAmount));
  }

  /** Closed deals that were open for at least so many days. */
  closedFrom(age: number): number {
    let found = 0;
    for (const counts of [this.#won, this.#lost]) for (const [days, n] of counts) if (days >= age) found += n;
    return found;
  }

  /** Half of the won deals took at most so many days; null without one. */
  get medianCycleDays(): number | null {
    let seen = 0;
    for (const [days, n] of [...this.#won].sort(([a], [b]) => a - b)) {
      seen += n;
      if (seen * 2 >= this.wonCount) return days;
    }
    return null;
  }

  /**
   * Chance that a deal which is open after `age` days is won on each later day: the Aalen–Johansen estimate, in which winning and
   * losing compete, and deals that are open still count for as long as they were seen.
   */
  winChances(age: number): Map<number, number> {
    const known = this.#chances.get(age);
    if (known) return known;
    const days = [...new Set([...this.#won.keys(), ...this.#lost.keys()])].filter((day) => day >= age);
    const chances = new Map<number, number>();
    let stillOpen = 1;
    for (const day of days.sort((a, b) => a - b)) {
      const atRisk = this.#atRisk(day);
      const won = this.#won.get(day) ?? 0;
      if (won > 0) chances.set(day, (stillOpen * won) / atRisk);
      stillOpen *= 1 - (won + (this.#lost.get(day) ?? 0)) / atRisk;
    }
    this.#chances.set(age, chances);
    return chances;
  }

  /** By age: many deals share one. */
  readonly #chances = new Map<number, Map<number, number>>();
  #risk: number[] | null = null;

  /** Deals that were seen open when that day began. */
  #atRisk(day: number): number {
    if (!this.#risk) {
      const ended = new Array<number>(MOST_DAYS + 2).fill(0);
      for (const counts of [this.#won, this.#lost, this.#open]) {
        for (const [days, n] of counts) ended[days] = (ended[days] ?? 0) + n;
      }
      for (let at = MOST_DAYS; at >= 0; at--) ended[at] = (ended[at] ?? 0) + (ended[at + 1] ?? 0);
      this.#risk = ended;
    }
    return this.#risk[day] ?? 0;
  }
}
