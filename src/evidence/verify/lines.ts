import { receiptFailed } from './report.js';

/** An export line with both payloads stays far below this; a longer one is not read into memory. */
const LINE_MAX_BYTES = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a byte stream, decoded as strict UTF-8. Throws `VerificationFailed` with the number of a line that is too long or not UTF-8. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let [parts, bytes, line]: [Uint8Array[], number, number] = [[], 0, 1];
  const finish = (): string => {
    try {
      return utf8.decode(Buffer.concat(parts));
    } catch {
      throw receiptFailed('the line is not UTF-8', { line }, null);
    } finally {
      [parts, bytes, line] = [[], 0, line + 1];
    }
  };
  const take = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes > LINE_MAX_BYTES) throw receiptFailed(`the line has more than ${LINE_MAX_BYTES} bytes`, { line }, null);
    parts.push(part);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (bytes > 0) yield finish();
}
