import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { keyIdOf, type NoteSigner, verifierKeyText } from './signed-note.js';

/** A tenant's signing key, with the text that verifiers pin. */
export interface LogKey extends NoteSigner {
  verifierKey: string;
}

const MASTER_SECRET = /^[0-9a-f]{64}$/i;
/** DER of an Ed25519 private key in PKCS #8 (RFC 8410), up to the 32 bytes of the seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The origin of a tenant's log, which is its key's name too. */
export const logOrigin = (logName: string, tenantId: string): string => `${logName}/log/${tenantId}`;

/**
 * A tenant's Ed25519 key of one generation (from 1), derived by HKDF-SHA256 (RFC 5869) from the master secret (64 hex digits).
 * The same input always gives the same key, so only the master secret must be kept. Throws a TypeError for malformed input.
 */
export function deriveLogKey(masterSecretHex: string, logName: string, tenantId: string, generation: number): LogKey {
  if (!MASTER_SECRET.test(masterSecretHex)) throw new TypeError('the log master secret is 64 hex digits');
  if (!Number.isSafeInteger(generation) || generation < 1) throw new TypeError('a key generation is a number from 1');
  const name = logOrigin(logName, tenantId);
  // The tenant stands between newlines, which no key name can hold: no two inputs share one info.
  const info = `revgraph log key v1\n${tenantId}\n${generation}`;
  const seed = Buffer.from(hkdfSync('sha256', Buffer.from(masterSecretHex, 'hex'), '', info, 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url');
  return {
    name,
    keyId: keyIdOf(name, publicKey),
    verifierKey: verifierKeyText(name, publicKey),
    sign: (text) => sign(null, text, key),
  };
}
