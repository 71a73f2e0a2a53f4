import { CodedError } from '../../src/kernel/errors.js';

/**
 * Thrown by a job for what no retry can mend: the job becomes a dead letter at once. Everything else a job throws is
 * taken as transient and tried again under the job's back-off.
 */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** Exponential back-off: `baseMs` after the first failure, doubled each time, never more than `maxMs`. */
export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** 1 s, 2 s, 4 s … up to 5 minutes. */
export const DEFAULT_BACKOFF: Backoff = { baseMs: 1_000, maxMs: 300_000 };

/** Eight attempts under the default back-off span about two minutes. */
export const DEFAULT_ATTEMPTS = 8;

/** 1 s, 2 s, 4 s … up to 30 s: a job that was put off starts at most that long after the store is back. */
export const STORE_AWAY_BACKOFF: Backoff = { baseMs: 1_000, maxMs: 30_000 };

/** Whether a job failed since the store was not in reach; such a job is put off and loses none of its attempts. */
export const isStoreAway = (error: unknown): error is CodedError =>
  error instanceof CodedError && error.code === 'UNAVAILABLE';

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1). The upper half is random, so that jobs that
 * failed together (Neo4j away) do not come back together.
 */
export const backoffDelay = (backoff: Backoff, attempt: number, random: () => number = Math.random): number => {
  const full = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(attempt - 1, 40));
  return Math.round(full / 2 + (full / 2) * random());
};
