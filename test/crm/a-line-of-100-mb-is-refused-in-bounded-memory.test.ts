import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const token = await world.token('admin');

const MB = 1024 ** 2;
const HEADER = 'sku,name,list_price\nA,One,1\n';
/** What may be held meanwhile, sending and receiving: a piece of the file would not show, the line itself would. */
const MOST_HELD = 32 * MB;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes that something still refers to: what waits to be collected is no leak, and its amount is up to the collector. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A beginning, then 100 MB of the same piece, made as it is sent. */
async function* longFile(beginning: string, piece: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(beginning);
  const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
  for (let sent = 0; sent < 100 * MB; sent += bytes.length) yield bytes;
}

/** Sends a file as a stream; gives the answer and the most that was held more than before, at every tenth megabyte. */
async function sent(kind: string, file: AsyncIterable<Uint8Array>) {
  const before = heldBytes();
  let most = before;
  async function* watched(): AsyncGenerator<Uint8Array> {
    let unwatched = 0;
    for await (const piece of file) {
      unwatched += piece.length;
      if (unwatched >= 10 * MB) {
        unwatched = 0;
        most = Math.max(most, heldBytes());
      }
      yield piece;
    }
  }
  const response = await fetch(`${world.url}/v1/imports/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: watched(),
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as any, held: most - before };
}

describe('100 MB', () => {
  it.each([
    ['of one line', `${HEADER}B,`, 'x', 'Line 3 is longer than 1 MB.'],
    ['of one header', 'sku,', 'name,', 'Line 1 is longer than 1 MB.'],
    ['of one quoted field', `${HEADER}B,"`, 'x', 'Line 3 is longer than 1 MB.'],
    [
      'of lines after a quotation mark that is never closed',
      `${HEADER}B,"`,
      'line\n',
      'More than 1 MB in the row that begins on line 3; a quotation mark may not be closed.',
    ],
    ['of fields', `${HEADER}B,`, ',', 'Line 3 is longer than 1 MB.'],
  ])(
    '%s are refused with one sentence; memory stays bounded, nothing is written, the server stays up',
    async (_what, beginning, piece, message) => {
      await sent('products', longFile('sku,title\n', 'x,y\n'));
      const { status, body, held } = await sent('products', longFile(beginning, piece));
      expect({ status, message: body.error.message }).toEqual({ status: 400, message });
      expect(held).toBeLessThan(MOST_HELD);
      const found = await world.cypher('MATCH (n {tenantId: $tenantId}) WHERE n:Product OR n:ImportRun RETURN n');
      expect(found).toEqual([]);
      expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
    },
    60_000,
  );
});
