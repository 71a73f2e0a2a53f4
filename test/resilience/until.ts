import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until something holds; throws what was seen last when it does not within `ms`. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean, ms = 20_000): Promise<T> {
  for (const deadline = performance.now() + ms; ; ) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`after ${ms} ms still ${JSON.stringify(seen)}`);
    await pause(25);
  }
}
