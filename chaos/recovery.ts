import { setTimeout as after } from 'node:timers/promises';
import type { Supervised } from './supervised.js';

/** What recovers: one kind of process, a store with all that need it, or everything together. */
export type Part = 'api' | 'worker' | 'sealer' | 'neo4j' | 'redis' | 'everything';

/** One start: after a kill, from the kill on; a clean one, from the start on; both until ready. */
interface Sample {
  part: Part;
  how: 'kill' | 'clean';
  /** In a round; else in a trial, where nothing else happens and the two are compared. */
  isUnderLoad: boolean;
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

/** How often something was timed, and how long it took, in milliseconds. */
export interface Times {
  count: number;
  median: number;
  worst: number;
}

/** What one part's recoveries took beside its clean starts. */
export interface RecoveryFigures {
  part: Part;
  kills: Times;
  cleanStarts: Times;
  killsUnderLoad: Times;
  cleanStartsUnderLoad: Times;
  /** Of the trials, the median recovery took at most twice the median clean start. */
  holds: boolean;
}

/** Times starts, and says whether recovery after a kill takes at most twice a clean start. */
export class Recoveries {
  /** True while a trial compares the two; what is timed then is not under load. */
  isTrial = false;
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
    if (!isDisturbed) this.#samples.push({ part, how, isUnderLoad: !this.isTrial, ms });
    return ms;
  }

  /** The figures of everything that was tried. */
  figures(): RecoveryFigures[] {
    return [...new Set(this.#samples.map(({ part }) => part))].map((part) => {
      const of = (how: Sample['how'], isUnderLoad: boolean) =>
        timesOf(
          this.#samples.filter(
            (sample) => sample.part === part && sample.how === how && sample.isUnderLoad === isUnderLoad,
          ),
        );
      const [kills, cleanStarts] = [of('kill', false), of('clean', false)];
      const underLoad = { killsUnderLoad: of('kill', true), cleanStartsUnderLoad: of('clean', true) };
      return { part, kills, cleanStarts, ...underLoad, holds: kills.median <= MOST_TIMES * cleanStarts.median };
    });
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

function timesOf(samples: readonly Sample[]): Times {
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  return { count: sorted.length, median: sorted[sorted.length >> 1] ?? Number.NaN, worst: sorted.at(-1) ?? Number.NaN };
}
