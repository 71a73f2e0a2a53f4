import { HASH_BYTES } from './merkle.js';
import { type NoteSigner, type NoteVerifier, openNote, signNote, strictBase64 } from './signed-note.js';

/** A log's head: whose log, how many entries, and the RFC 6962 root over them. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** The C2SP tlog-checkpoint text of a head: origin, size and base64 root, a line each. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

/** A signed checkpoint. While a key is being changed both keys sign, so that whoever pinned either can read it. */
export const signCheckpoint = (checkpoint: Checkpoint, signers: readonly NoteSigner[]): string =>
  signNote(checkpointText(checkpoint), signers);

/**
 * Verifies a signed checkpoint against pinned keys and gives what it says.
 * The origin must be the name of one of the keys. Throws an Error that says what is wrong.
 */
export function openCheckpoint(note: string, trusted: readonly NoteVerifier[]): Checkpoint {
  const checkpoint = parseCheckpointText(openNote(note, trusted));
  if (!trusted.some((key) => key.name === checkpoint.origin))
    throw new Error('its origin is not the name of a trusted key');
  return checkpoint;
}

/** Reads a checkpoint's text; lines behind the third are extensions and are ignored. Throws an Error when it is malformed. */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin, sizeText, rootText, ...extensions] = text.split('\n');
  if (
    !origin ||
    sizeText === undefined ||
    rootText === undefined ||
    extensions.pop() !== '' ||
    extensions.includes('')
  ) {
    throw new Error('it has not three lines');
  }
  const size = Number(sizeText);
  if (!/^(0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size)) throw new Error('its size is not a number');
  const root = strictBase64(rootText);
  if (root?.length !== HASH_BYTES) throw new Error('its root is not a SHA-256 in base64');
  return { origin, size, root };
}
