import { setTimeout as after } from 'node:timers/promises';
import type { Supervised } from './supervised.js';

/** What recovers: one kind of process, a store with all that need it, or everything together. */
export type Part = 'api' | 'worker' | 'sealer' | 'neo4j' | 'redis' | 'everything';

/** One start: after a kill, from the kill on; a clean one, from the start on; both until ready. */
interface Sample {
  part: Part;
  how: 'kill' | 'clean';
  ms: number;
}

/** Something that goes on at the stage, and which of its processes it keeps from being ready. */
interface Trouble {
  concerns: ReadonlySet<string>;
  endedAt: number | null;
}

/** A recovery may take this many times a clean start of the same. */
const MOST_TIMES = 2;
/** Who has not recovered by then is not waited for: the campaign says so when it waits for quiet. */
const GIVE_UP_MS = 90_000;
const LOOK_EVERY_MS = 25;

/** What one part's recoveries took beside its clean starts, in milliseconds. */
export interface RecoveryFigures {
  part: Part;
  kills: number;
  cleanStarts: number;
  medianKillMs: number;
  medianCleanMs: number;
  worstKillMs: number;
  worstCleanMs: number;
  /** At most twice: the median of a clean start's, and the worst of the worst clean start's. */
  holds: boolean;
}

/** Times starts, and says whether recovery after a kill takes at most twice a clean start. */
export class Recoveries {
  readonly #samples: Sample[] = [];
  readonly #troubles = new Set<Trouble>();

  /** Notes trouble while `work` goes on, so that no start is timed that could not succeed meanwhile. */
  async during<T>(concerns: readonly Supervised[], work: () => Promise<T>): Promise<T> {
    const trouble: Trouble = { concerns: new Set(concerns.map(({ name }) => name)), endedAt: null };
    this.#troubles.add(trouble);
    try {
      return await work();
    } finally {
      trouble.endedAt = performance.now();
    }
  }

  /**
   * Waits until what was killed or started (at `from`) is ready and gives the milliseconds; null when it never was. It
   * counts unless other trouble concerned one of `needs` meanwhile.
   */
  async time(
    part: Part,
    how: Sample['how'],
    needs: readonly Supervised[],
    from = performance.now(),
  ): Promise<number | null> {
    const own: Trouble = { concerns: new Set(needs.map(({ name }) => name)), endedAt: null };
    this.#troubles.add(own);
    const isReady = await untilReady(needs, from + GIVE_UP_MS);
    own.endedAt = performance.now();
    const ms = own.endedAt - from;
    if (!isReady) return null;
    const isDisturbed = [...this.#troubles].some((other) => other !== own && overlaps(other, own, from));
    if (!isDisturbed) this.#samples.push({ part, how, ms });
    return ms;
  }

  figures(): RecoveryFigures[] {
    const parts = [...new Set(this.#samples.map(({ part }) => part))];
    return parts.map((part) => figuresOf(part, this.#samples)).filter(({ kills }) => kills > 0);
  }
}

async function untilReady(needs: readonly Supervised[], deadline: number): Promise<boolean> {
  for (const one of needs) {
    while (!(await one.isReady())) {
      if (performance.now() > deadline) return false;
      await after(LOOK_EVERY_MS);
    }
  }
  return true;
}

const overlaps = (other: Trouble, own: Trouble, from: number): boolean =>
  (other.endedAt === null || other.endedAt > from) && [...own.concerns].some((name) => other.concerns.has(name));

function figuresOf(part: Part, samples: readonly Sample[]): RecoveryFigures {
  const of = (how: Sample['how']) =>
    samples
      .filter((sample) => sample.part === part && sample.how === how)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
  const [kills, cleans] = [of('kill'), of('clean')];
  const median = (sorted: number[]) => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const figures = {
    medianKillMs: median(kills),
    medianCleanMs: median(cleans),
    worstKillMs: kills.at(-1) ?? Number.NaN,
    worstCleanMs: cleans.at(-1) ?? Number.NaN,
  };
  const holds =
    figures.medianKillMs <= MOST_TIMES * figures.medianCleanMs &&
    figures.worstKillMs <= MOST_TIMES * figures.worstCleanMs;
  return { part, kills: kills.length, cleanStarts: cleans.length, ...figures, holds };
}
