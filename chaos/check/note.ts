import { createHash, createPublicKey, verify } from 'node:crypto';

/** C2SP signed-note: the type byte of Ed25519 keys and signatures. */
const ED25519 = 1;
const KEY_ID_BYTES = 4;
/** DER of a SubjectPublicKeyInfo up to the 32 bytes of an Ed25519 key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** What a signed tree head says. */
export interface TreeHead {
  size: number;
  root: Buffer;
}

/** Reads a C2SP tlog-checkpoint signed by `verifierKey`; gives what it says, or in words why it is not to be believed. */
export function readCheckpoint(note: string, verifierKey: string): TreeHead | string {
  const [, name = '', id = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey) ?? [];
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== 33 || key[0] !== ED25519) return `the verifier key ${verifierKey} is none`;
  const ownId = createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, KEY_ID_BYTES);
  if (ownId.toString('hex') !== id) return `the verifier key ${verifierKey} has another id than its name and key give`;
  const cut = note.indexOf('\n\n');
  if (cut < 0) return 'it has no signature';
  const text = note.slice(0, cut + 1);
  const signatures = note.slice(cut + 2).split('\n');
  if (!signatures.some((line) => isSignedBy(line, { name, id: ownId, key: key.subarray(1) }, text))) {
    return `no line of it is a signature by ${name}+${id}`;
  }
  const [origin, size = '', root = ''] = text.split('\n');
  if (origin !== name) return `its origin is ${origin}`;
  if (!/^(0|[1-9]\d*)$/.test(size)) return `its size is ${size}`;
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

function isSignedBy(line: string, by: { name: string; id: Buffer; key: Buffer }, text: string): boolean {
  const [dash, name, encoded = ''] = line.split(' ');
  const signature = Buffer.from(encoded, 'base64');
  if (dash !== '—' || name !== by.name || !signature.subarray(0, KEY_ID_BYTES).equals(by.id)) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI, by.key]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, signature.subarray(KEY_ID_BYTES));
}
