import { CodedError } from './errors.js';

/** What was asked of the store may be tried again while no more than this has passed: a restart of Neo4j takes 4 to 8 s. */
export const TRY_AGAIN_FOR_MS = 10_000;
/** Whoever asks hears of a failure by then at the latest. */
const ANSWER_WITHIN_MS = 15_000;
/** The server ends transactions after 10 s and says so: what is silent for longer will not answer any more. */
const ATTEMPT_MS = 12_000;
/** Pauses double from 20 ms up to this and are cut to a random part, so that those who failed together do not return together. */
const LONGEST_PAUSE_MS = 1_000;

/** The store did not answer in time. What was asked for may have happened, or happen yet. */
export class StoreSilent extends Error {
  override name = 'StoreSilent';
}

/** What may become of a failed attempt: the same again, an answer that says the store is not in reach, or the error itself. */
export type Fate = 'again' | 'unavailable' | 'thrown';

/**
 * Runs `attempt` until it succeeds or patience is over; `ms` is how long this attempt may take. Throws UNAVAILABLE within
 * 15 s of `askedAt` (of `performance.now()`) when the store was not in reach, and at once what another attempt would not mend.
 */
export async function patiently<T>(
  attempt: (ms: number) => Promise<T>,
  fateOf: (error: unknown) => Fate,
  askedAt = performance.now(),
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(Math.min(ATTEMPT_MS, ANSWER_WITHIN_MS - (performance.now() - askedAt)));
    } catch (error) {
      const fate = fateOf(error);
      if (fate === 'thrown') throw error;
      if (fate === 'unavailable' || performance.now() - askedAt > TRY_AGAIN_FOR_MS) throw unavailable(error);
      const pause = Math.random() * Math.min(LONGEST_PAUSE_MS, 20 * 2 ** Math.min(tries - 1, 10));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * Does something that may be done twice, and again while the answer is UNAVAILABLE, as that asks for: a store that has just started may
 * plan the statements of a first large write for longer than a write may take, and knows them the next time. Nothing is begun after `forMs`.
 */
export async function untilInReach<T>(forMs: number, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'UNAVAILABLE' || performance.now() >= until) throw error;
    }
  }
}

/** What callers are told when the store is not in reach. */
export const unavailable = (cause?: unknown): CodedError =>
  new CodedError(
    'UNAVAILABLE',
    'The data is not in reach at the moment. Try again shortly; a write repeated with its idempotency key is done once.',
    {},
    { cause },
  );
