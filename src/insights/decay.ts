const DAY_MS = 86_400_000;

/** What is left of a signal of some age: thousandths of it, half of them after each half-life. From another clock's future: all of it. */
export const remainingMilli = (ageMs: number, halfLifeDays: number): number =>
  ageMs <= 0 ? 1_000 : Math.floor(1_000 * 2 ** (-ageMs / (halfLifeDays * DAY_MS)));

/** What signals come to together by now, in thousandths: the sum of what is left of each. */
export const decayedMilli = (happenedMs: readonly number[], nowMs: number, halfLifeDays: number): number =>
  happenedMs.reduce((sum, at) => sum + remainingMilli(nowMs - at, halfLifeDays), 0);
