import type { Clock } from '../../src/kernel/clock.js';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  /** Moves on; working time is not considered. */
  advance({
    days = 0,
    hours = 0,
    minutes = 0,
    ms = 0,
  }: {
    days?: number;
    hours?: number;
    minutes?: number;
    ms?: number;
  }): void {
    this.#now += ((days * 24 + hours) * 60 + minutes) * 60_000 + ms;
  }

  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}
