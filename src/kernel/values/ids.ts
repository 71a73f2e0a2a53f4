import { v7 } from 'uuid';
import { randomOctets } from './random-octets.js';

/** Where the sequence of one millisecond begins (32 bits). */
let last = { ms: 0, sequence: 0 };

/** A new UUIDv7 (RFC 9562): sortable by when it was drawn, in one process. Draw ids before a transaction body, which may run again. */
export function newId(): string {
  const random = randomOctets(16);
  const now = Date.now();
  // A full sequence borrows from the next millisecond, as the RFC allows (6.2, method 1).
  if (now > last.ms) last = { ms: now, sequence: random.readUInt32BE(6) >>> 1 };
  else if (last.sequence < 0xffffffff) last = { ms: last.ms, sequence: last.sequence + 1 };
  else last = { ms: last.ms + 1, sequence: 0 };
  return v7({ random, msecs: last.ms, seq: last.sequence });
}
