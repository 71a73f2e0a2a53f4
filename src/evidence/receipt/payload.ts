import { createHash } from 'node:crypto';
import { randomOctets } from '../../kernel/values/random-octets.js';
import { canonicalText } from './canonical.js';

const SALT_HEX = /^[0-9a-f]{32}$/;

/** A new payload salt: 16 random bytes as lower-case hex. One for each payload: deleting it makes the commitment unguessable. */
export const newSalt = (): string => randomOctets(16).toString('hex');

/**
 * The commitment to a payload: lower-case hex SHA-256(salt bytes ‖ canonical payload bytes).
 * Throws when the salt is not 16 bytes of lower-case hex, or the payload is no JSON value.
 */
export const commitment = (saltHex: string, payload: unknown): string => commitmentTo(saltHex, canonicalText(payload));

/** The same, to a payload that is canonical text already. */
export function commitmentTo(saltHex: string, canonical: string): string {
  if (!SALT_HEX.test(saltHex)) throw new TypeError('a salt is 16 bytes as lower-case hex');
  return createHash('sha256').update(saltHex, 'hex').update(canonical, 'utf8').digest('hex');
}
