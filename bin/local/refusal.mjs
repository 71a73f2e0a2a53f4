/** A reason not to go on that its reader can act upon: one sentence, printed without a stack. */
export class Refusal extends Error {}

const FILE_SENTENCES = {
  EACCES: 'cannot be written: give this user the right to write there, or use a folder of your own.',
  EPERM: 'cannot be written: give this user the right to write there, or use a folder of your own.',
  EROFS: 'is on a read-only disk: use a folder that can be written.',
  ENOSPC: 'cannot be written, since the disk is full: make room (about 2 GB) and start again.',
  ENOTDIR: 'should be a folder, and is a file: move it away and start again.',
  EEXIST: 'should be a folder, and is a file: move it away and start again.',
};

/** What to print for an error: the sentence of a Refusal or of a file that cannot be written, else the whole stack. */
export function asSentence(error) {
  if (error instanceof Refusal) return error.message;
  const sentence = error?.path && FILE_SENTENCES[error.code];
  return sentence ? `${error.path} ${sentence}` : (error?.stack ?? String(error));
}

/** Progress goes to stderr: what a command prints may be piped. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
