import { randomFillSync } from 'node:crypto';

/** Drawn at once: a call for 16 bytes costs ten times as much as taking them from what is there. */
const POOL = Buffer.allocUnsafeSlow(4_096);
let taken = POOL.length;

/** Fresh random bytes of the system's generator, at most 4,096; a copy, and nothing of it is kept. */
export function randomOctets(length: number): Buffer {
  if (taken + length > POOL.length) {
    randomFillSync(POOL);
    taken = 0;
  }
  const drawn = Buffer.from(POOL.subarray(taken, taken + length));
  POOL.fill(0, taken, taken + length);
  taken += length;
  return drawn;
}
