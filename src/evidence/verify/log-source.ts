import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { wholeFailed } from './report.js';

const TIMEOUT_MS = 10_000;
/** What fetch throws for a refused, broken, redirected or late answer. */
const FETCH_ERRORS = new Set(['TypeError', 'TimeoutError', 'AbortError']);

/** Where a log's static resources are read: `checkpoint`, `tile/…` (C2SP tlog-tiles). */
export interface LogSource {
  /**
   * The resource's bytes, or null when there is none.
   * Throws `VerificationFailed` when it has more than `maxBytes`, and `LogUnreachable` when it cannot be read.
   */
  read(path: string, maxBytes: number): Promise<Uint8Array | null>;
}

/** The log could not be read, which says nothing about what it holds. */
export class LogUnreachable extends Error {}

/** A log at a URL prefix. The access token is for logs that are not public; redirects are not followed, so it goes nowhere else. */
function httpLog(prefix: string, accessToken?: string): LogSource {
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`;
  const headers: Record<string, string> = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
  return {
    async read(path, maxBytes) {
      try {
        const response = await fetch(new URL(path, base), {
          headers,
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.ok && response.body !== null) return await bounded(response.body, path, maxBytes);
        await response.body?.cancel();
        if (response.status === 404) return null;
        throw new LogUnreachable(`${base}${path} answered ${response.status}`);
      } catch (error) {
        if (!FETCH_ERRORS.has((error as Error).name)) throw error;
        throw new LogUnreachable(`${base}${path} cannot be reached: ${causeOf(error as Error)}`, { cause: error });
      }
    },
  };
}

/** A log in a folder. */
function folderLog(folder: string): LogSource {
  return {
    async read(path, maxBytes) {
      try {
        const file = await open(join(folder, path));
        try {
          return await bounded(file.createReadStream({ autoClose: false }), path, maxBytes);
        } finally {
          await file.close();
        }
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'ENOENT' || code === 'ENOTDIR') return null;
        if (code !== undefined) throw new LogUnreachable(`${path} cannot be read: ${code}`, { cause: error });
        throw error;
      }
    },
  };
}

/** A log at a URL, or in a folder. */
export const openLog = (where: string, accessToken?: string): LogSource =>
  /^https?:\/\//.test(where) ? httpLog(where, accessToken) : folderLog(where);

async function bounded(chunks: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw wholeFailed(`${path} is larger than the ${maxBytes} bytes that it may have`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

const causeOf = (error: Error): string => (error.cause as Error | undefined)?.message ?? error.message;
