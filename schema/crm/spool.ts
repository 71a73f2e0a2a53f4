import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImportSource } from '../../src/crm/index.js';
import { CodedError } from '../../src/kernel/errors.js';

/** The largest file that is taken in: some four million rows. */
const MOST_BYTES = 1024 ** 3;

/**
 * Puts an upload into a file of its own, readable by this process's user alone, lets `use` read it as often as it needs, and deletes it.
 * So a file that breaks halfway is known to before anything is written, and memory stays flat. Throws BAD_USER_INPUT over 1 GB.
 */
export async function spooled<T>(
  upload: AsyncIterable<Uint8Array>,
  use: (source: ImportSource) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'revgraph-import-'));
  const path = join(folder, 'upload.csv');
  try {
    await pipeline(limited(upload), createWriteStream(path, { mode: 0o600 }));
    return await use(() => createReadStream(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* limited(upload: AsyncIterable<Uint8Array>) {
  let bytes = 0;
  for await (const piece of upload) {
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES) throw new CodedError('BAD_USER_INPUT', 'The file is larger than 1 GB; send it in parts.');
    yield piece;
  }
}
