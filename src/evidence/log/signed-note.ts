import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** C2SP signed-note signature type of Ed25519. */
const ED25519 = 0x01;
const PUBLIC_KEY_BYTES = 32;
/** Verifiers must accept 16 signatures (C2SP signed-note); more than this, or a longer note, is not worth reading. */
const MAX_SIGNATURES = 100;
export const NOTE_MAX_BYTES = 1_000_000;

/** A key name: not empty, no Unicode space, no plus, no control character. */
const KEY_NAME = /^[^\s+\p{Cc}]+$/u;
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/;
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a note with any of them is malformed (C2SP signed-note)
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** Who signs notes: the private half of a key, behind a function. */
export interface NoteSigner {
  name: string;
  keyId: number;
  sign(text: Uint8Array): Uint8Array;
}

/** Whose notes are trusted: the public half of a key. */
export interface NoteVerifier {
  name: string;
  keyId: number;
  publicKey: KeyObject;
}

/** The key id of an Ed25519 key: the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), as a uint32. */
export function keyIdOf(name: string, publicKey: Uint8Array): number {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(publicKey)
    .digest()
    .readUInt32BE(0);
}

/** The verifier key text `name+id+base64(0x01 ‖ public key)`, to be pinned by whoever verifies. Throws for a name that cannot be one. */
export function verifierKeyText(name: string, publicKey: Uint8Array): string {
  if (!KEY_NAME.test(name))
    throw new TypeError(`${JSON.stringify(name)} cannot be a key name: it is empty, or has a space or a plus`);
  const id = keyIdOf(name, publicKey).toString(16).padStart(8, '0');
  return `${name}+${id}+${Buffer.concat([Uint8Array.of(ED25519), publicKey]).toString('base64')}`;
}

/** Reads a verifier key text. Throws a TypeError when it is malformed, not Ed25519, or its id does not belong to it. */
export function parseVerifierKey(text: string): NoteVerifier {
  const match = VERIFIER_KEY.exec(text.trim());
  const bytes = match && strictBase64(match[3] as string);
  if (!match || !bytes) throw new TypeError('a verifier key has the form name+8 hex digits+base64');
  const publicKey = bytes.subarray(1);
  if (bytes[0] !== ED25519 || publicKey.length !== PUBLIC_KEY_BYTES)
    throw new TypeError('the verifier key is not Ed25519');
  const name = match[1] as string;
  const keyId = keyIdOf(name, publicKey);
  if (keyId !== Number.parseInt(match[2] as string, 16))
    throw new TypeError('the id in the verifier key is not its own');
  return { name, keyId, publicKey: ed25519PublicKey(publicKey) };
}

/** Signs a text, which must end in a newline, with each of the signers: one signature line each. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) throw new TypeError('a note ends in a newline');
  const bytes = Buffer.from(text, 'utf8');
  const lines = signers.map(({ name, keyId, sign }) => {
    const id = Buffer.allocUnsafe(4);
    id.writeUInt32BE(keyId);
    return `— ${name} ${Buffer.concat([id, sign(bytes)]).toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/**
 * Opens a signed note: gives its text once a trusted key has signed it.
 * Signatures of unknown keys are ignored; a trusted key's signature that does not verify condemns the whole note.
 * Throws an Error that says why.
 */
export function openNote(note: string, trusted: readonly NoteVerifier[]): string {
  const { text, signatures } = splitNote(note);
  const bytes = Buffer.from(text, 'utf8');
  let verified = false;
  for (const { name, keyId, signature } of signatures) {
    for (const verifier of trusted) {
      if (verifier.name !== name || verifier.keyId !== keyId) continue;
      if (!verify(null, bytes, verifier.publicKey, signature))
        throw new Error(`the signature of ${name} does not verify`);
      verified = true;
    }
  }
  if (!verified) throw new Error('no trusted key has signed it');
  return text;
}

interface Signature {
  name: string;
  keyId: number;
  signature: Uint8Array;
}

function splitNote(note: string): { text: string; signatures: Signature[] } {
  if (note.length > NOTE_MAX_BYTES) throw new Error('the note is too large');
  if (CONTROL.test(note)) throw new Error('the note has control characters');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Error('the note has no signature block');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new Error('the note has too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Signature {
  const match = SIGNATURE_LINE.exec(line);
  const bytes = match && strictBase64(match[2] as string);
  if (!match || !bytes || bytes.length < 5 || !KEY_NAME.test(match[1] as string))
    throw new Error('a signature line is malformed');
  return { name: match[1] as string, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

/** Base64 with one reading only: Node's decoder skips what it does not know. */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

const ed25519PublicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') }, format: 'jwk' });
