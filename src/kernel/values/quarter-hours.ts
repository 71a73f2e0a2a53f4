import { epochMs, type Instant, instantOf } from './instants.js';

/** Milliseconds of a quarter hour. */
export const QUARTER_HOUR_MS = 15 * 60_000;

/** The stretch that holds an instant, of those of `ms` milliseconds that follow each other from 1970 on (UTC); its end is exclusive. */
export const stretchOf = (ms: number, at: Instant): { start: Instant; end: Instant } => {
  const start = Math.floor(epochMs(at) / ms) * ms;
  return { start: instantOf(start), end: instantOf(start + ms) };
};

/** The quarter hour that holds an instant: no zone cuts one. */
export const quarterOf = (at: Instant) => stretchOf(QUARTER_HOUR_MS, at);

/** The quarter hours of instants, each once, in their order. */
export const quartersOf = (instants: readonly Instant[]): Instant[] =>
  [...new Set(instants.map((at) => quarterOf(at).start))].sort();
