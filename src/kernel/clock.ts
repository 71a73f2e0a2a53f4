import { type Instant, instantOf } from './values/instants.js';

/** Where the time comes from; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** The clock's present as an instant. */
export const instantNow = (clock: Clock): Instant => instantOf(clock.now());
