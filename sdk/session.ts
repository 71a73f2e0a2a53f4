import { newId, sessionStorageOf } from './host.js';

const KEY = 'revgraph.session';

/** In Node, and where a browser keeps no storage: one for as long as the program runs. */
let ofThisProgram: string | null = null;

/** The session's id (R2): read from the tab's `sessionStorage`, or made and kept there. */
export function getSessionId(): string {
  try {
    const storage = sessionStorageOf();
    const known = storage?.getItem(KEY);
    if (known) return known;
    if (storage) {
      const made = newId();
      storage.setItem(KEY, made);
      return made;
    }
  } catch {
    // A storage that is full or forbidden: the program's own id serves.
  }
  ofThisProgram ??= newId();
  return ofThisProgram;
}

/** The header in which a page passes its session to its own API (R2); `sessionIn` reads it there. */
export const sessionHeaders = (): Record<string, string> => ({ 'X-Session-Id': getSessionId() });

/** The session that a request to a host's API names; undefined when it names none. */
export function sessionIn(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const named = headers['x-session-id'];
  return typeof named === 'string' && named !== '' && named.length <= 200 ? named : undefined;
}
