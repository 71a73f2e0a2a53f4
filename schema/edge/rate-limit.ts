import { LRUCache } from 'lru-cache';
import type { Clock } from '../../src/kernel/clock.js';

const MINUTE = 60_000;

/** Whole seconds to wait, 0 for none. */
export interface RateLimiter {
  /** Counts one, unless it is refused. */
  take(key: string): number;
  /** Counts nothing. */
  look(key: string): number;
}

/**
 * Lets a key through `perMinute` times a minute, bursts of that size included (GCRA: one number per key). Counts in this process; the 50,000
 * keys seen last are remembered.
 */
export function rateLimiter(perMinute: number, clock: Clock): RateLimiter {
  const interval = MINUTE / perMinute;
  const arrivals = new LRUCache<string, number>({ max: 50_000 });
  const asked = (key: string, count: boolean): number => {
    const now = clock.now();
    const next = Math.max(now, arrivals.get(key) ?? 0) + interval;
    const early = next - now - MINUTE;
    // Half an interval of slack: sums of fractions do not refuse the last request of a full minute.
    if (early > interval / 2) return Math.ceil(early / 1000);
    if (count) arrivals.set(key, next);
    return 0;
  };
  return { take: (key) => asked(key, true), look: (key) => asked(key, false) };
}
