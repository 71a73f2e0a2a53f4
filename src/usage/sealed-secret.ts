import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { randomOctets } from '../kernel/values/random-octets.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose secret it is: bound to it, so that what is sealed for one tenant opens for no other. */
interface Owner {
  masterSecret: string;
  tenantId: string;
  kind: string;
}

/** A secret of somebody else's making, encrypted (AES-256-GCM) under a key derived from the master secret: nonce, text and tag as base64. */
export function seal(owner: Owner, secret: string): string {
  const nonce = randomOctets(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(owner), nonce);
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64');
}

/** The secret again. Throws when it was sealed for another owner, or under another master secret. */
export function open(owner: Owner, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(owner), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

const keyOf = ({ masterSecret, tenantId, kind }: Owner): Buffer =>
  Buffer.from(
    hkdfSync('sha256', Buffer.from(masterSecret, 'hex'), '', `revgraph system secret v1\n${tenantId}\n${kind}`, 32),
  );
