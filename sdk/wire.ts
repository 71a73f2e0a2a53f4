import { messageOf } from './problems.js';

/** What `fetch` is used for; hosts may bring their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer of ours, or why there is none. */
export type Answer =
  | { reached: true; status: number; body: Record<string, unknown>; retryAfterMs: number | null }
  | { reached: false; message: string };

/** One request: where, with what, as whom. */
export interface Asking {
  method: 'GET' | 'POST';
  path: string;
  /** JSON; null of a GET. */
  body: string | null;
  key: string;
  timeoutMs: number;
  /** Lets a page that goes away finish sending; browsers take 64 KB so. */
  keepalive?: boolean;
}

/** Sends one request and reads its JSON. Never throws. */
export async function ask(fetch: Fetch, url: string, asking: Asking): Promise<Answer> {
  const { method, path, body, key, timeoutMs, keepalive = false } = asking;
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), timeoutMs);
  try {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${url}${path}`, { method, headers, body, keepalive, signal: ending.signal });
    const read: unknown = await response.json().catch(() => null);
    const isObject = typeof read === 'object' && read !== null;
    return {
      reached: true,
      status: response.status,
      body: isObject ? (read as Record<string, unknown>) : {},
      retryAfterMs: secondsIn(response.headers.get('retry-after')),
    };
  } catch (error) {
    return { reached: false, message: ending.signal.aborted ? `no answer in ${timeoutMs} ms` : messageOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

const secondsIn = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;

/** What our answers say when they refuse: `{ "error": { "message" } }`, or R4's `{ "error": "…" }`. */
export function refusalIn({ error }: Record<string, unknown>): string | null {
  if (typeof error === 'string') return error;
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : null;
}
