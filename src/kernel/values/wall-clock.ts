import type { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/**
 * The instant (ms) of a wall-clock time, itself written as if it were UTC. A time that comes twice is its first
 * coming; one that is skipped is the moment of the jump. So the order of wall-clock times is never turned around,
 * and neighbouring intervals neither overlap nor leave a hole.
 */
export function instantOfWallClock(wall: number, zone: IANAZone): number {
  const before = zone.offset(wall - DAY_MINUTES * MINUTE);
  const after = zone.offset(wall + DAY_MINUTES * MINUTE);
  const first = wall - Math.max(before, after) * MINUTE;
  const second = wall - Math.min(before, after) * MINUTE;
  if (wallClock(first, zone) === wall) return first;
  if (wallClock(second, zone) === wall) return second;
  return jumpBetween(first, second, zone);
}

/** What clocks of a zone show at an instant, itself written as if it were UTC. */
export const wallClock = (ms: number, zone: IANAZone): number => ms + zone.offset(ms) * MINUTE;

/** The instant at which the offset changes between two instants of different offsets, by bisection. */
function jumpBetween(early: number, late: number, zone: IANAZone): number {
  let low = early;
  let high = late;
  const offset = zone.offset(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}
