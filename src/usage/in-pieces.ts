import { setImmediate as othersFirst } from 'node:timers/promises';

/** So many events are read in 2 ms, and written to the driver in another 2. */
const PIECE = 50;
/** Whoever else waits is let in after so long; a piece is finished first. */
const LONGEST_MS = 2;

/**
 * Works through a long list piece by piece, and lets the process do what else is waiting in between: a thousand events read at one go
 * hold everybody up for 35 ms. Gives what `work` gives, in order.
 */
export async function inPieces<T, R>(
  items: readonly T[],
  work: (piece: readonly T[]) => readonly R[] | Promise<readonly R[]>,
  size = PIECE,
): Promise<R[]> {
  const done: R[] = [];
  let since = performance.now();
  for (let from = 0; from < items.length; from += size) {
    if (performance.now() - since >= LONGEST_MS) {
      await othersFirst();
      since = performance.now();
    }
    done.push(...(await work(items.slice(from, from + size))));
  }
  return done;
}
