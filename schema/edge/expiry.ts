import type { Clock } from '../../src/kernel/clock.js';

/** Timers of Node overflow after 24 days; and a clock that is set back or forward is noticed within the minute. */
const LONGEST_WAIT_MS = 60_000;

/** Calls `then` once the clock reaches `at` (milliseconds since the epoch). Gives a function that calls it off. */
export function whenReached(clock: Clock, at: number, then: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = at - clock.now();
    if (left <= 0) then();
    else timer = setTimeout(wait, Math.min(left, LONGEST_WAIT_MS));
  };
  timer = setTimeout(wait, 0);
  return () => clearTimeout(timer);
}
