import { LRUCache } from 'lru-cache';
import type { Clock } from '../../src/kernel/clock.js';

const MINUTE = 60_000;

/**
 * Lets a key through `perMinute` times a minute, bursts of that size included (GCRA: one number per key). Gives 0, or the whole seconds to
 * wait. Counts in this process; the 50,000 keys seen last are remembered.
 */
export function rateLimiter(perMinute: number, clock: Clock): (key: string) => number {
  const interval = MINUTE / perMinute;
  const arrivals = new LRUCache<string, number>({ max: 50_000 });
  return (key) => {
    const now = clock.now();
    const next = Math.max(now, arrivals.get(key) ?? 0) + interval;
    const early = next - now - MINUTE;
    // Half an interval of slack: sums of fractions do not refuse the last request of a full minute.
    if (early > interval / 2) return Math.ceil(early / 1000);
    arrivals.set(key, next);
    return 0;
  };
}
