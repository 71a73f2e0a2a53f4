import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../src/kernel/errors.js';

const ASK_EVERY_MS = 250;
/** Without any step forward for this long, nobody is working on it. */
const STALL_MS = 60_000;

/** Waits until all of `total` is done by other processes, asking how much is; a standstill ends it with a sentence. */
export async function untilAll(
  total: number,
  howMany: () => Promise<number>,
  { done, who }: { done: (steps: number) => void; who: string },
): Promise<void> {
  let reached = 0;
  let movedAt = performance.now();
  for (;;) {
    const now = await howMany();
    if (now > reached) {
      done(now - reached);
      reached = now;
      movedAt = performance.now();
    }
    if (reached >= total) return;
    if (performance.now() - movedAt > STALL_MS) {
      throw new StartupError(`${reached} of ${total} are done and nothing moves: is the ${who} running?`);
    }
    await delay(ASK_EVERY_MS);
  }
}
