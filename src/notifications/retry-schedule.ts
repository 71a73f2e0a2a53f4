const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … failure of a delivery: eight tries over some 27 hours. */
const WAITS = [5 * SECOND, MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, 10 * HOUR, 12 * HOUR];
/** Tries of one delivery; after the last it is dead, until it is replayed. */
export const MOST_TRIES = WAITS.length + 1;
/** A receiver may not ask for a longer rest than this. */
const LONGEST_REST = 24 * HOUR;

/** While a delivery has failed fewer times than this, nothing overtakes it. */
export const TRIES_IN_ORDER = 3;

/** An endpoint that nothing reached for this long is disabled. */
export const GIVES_UP_AFTER_MS = 5 * 24 * HOUR;

/**
 * Milliseconds until a delivery is tried again after its failure number `tries` (from 1), or null after the last. The upper fifth is
 * random, so that what failed together does not come back together; a receiver that asks for a longer rest gets it.
 */
export function waitAfter(
  tries: number,
  retryAfterMs: number | null,
  random: () => number = Math.random,
): number | null {
  const wait = WAITS[tries - 1];
  if (wait === undefined) return null;
  return Math.round(Math.max(wait * (0.8 + 0.2 * random()), Math.min(retryAfterMs ?? 0, LONGEST_REST)));
}
