/** What of its surroundings the SDK uses: the same file runs in Node and in a browser, and each lacks something. */

/** Time, and waiting; tests bring their own. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back after so many milliseconds; gives what calls that off. */
  after(ms: number, call: () => void): () => void;
}

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

interface Surroundings {
  process?: { once?(event: 'beforeExit', listener: () => void): unknown };
  sessionStorage?: Storage;
  addEventListener?(event: 'pagehide', listener: () => void): void;
  crypto?: { randomUUID?(): string; getRandomValues?(bytes: Uint8Array): Uint8Array };
}

const surroundings = globalThis as unknown as Surroundings;

/** The machine's clock. Its waiting keeps no process alive. */
export const machineTiming: Timing = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms) as unknown as { unref?(): void };
    timer.unref?.();
    return () => clearTimeout(timer as unknown as ReturnType<typeof setTimeout>);
  },
};

/** An id that nobody else draws; without `crypto.randomUUID`, which browsers keep from pages without TLS, from random bytes. */
export function newId(): string {
  const { crypto } = surroundings;
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  else for (let n = 0; n < bytes.length; n++) bytes[n] = Math.floor(Math.random() * 256);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The browser's storage of one tab; null in Node, and where a browser forbids it. */
export function sessionStorageOf(from: Surroundings = surroundings): Storage | null {
  try {
    return from.sessionStorage ?? null;
  } catch {
    return null;
  }
}

const leaving: ((isPage: boolean) => void)[] = [];

/** Calls back when the process has nothing left to do, or the page goes away; the latter has little time. One listener serves all. */
export function onExit(call: (isPage: boolean) => void): void {
  leaving.push(call);
  if (leaving.length > 1) return;
  const tell = (isPage: boolean) => {
    for (const one of leaving) one(isPage);
  };
  // Once: what is sent then keeps the process alive until it is answered, and a second call would never end.
  surroundings.process?.once?.('beforeExit', () => tell(false));
  surroundings.addEventListener?.('pagehide', () => tell(true));
}

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
