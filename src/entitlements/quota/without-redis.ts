import type { IdempotencyConflict } from '../../kernel/outcomes.js';
import { unavailable } from '../../kernel/patience.js';
import type { QuotaDecision, QuotaFinalised, QuotaRequest, QuotaState, QuotaTerms } from './quota.js';

/**
 * An attempt that went out to Redis and was not answered: it may have been counted. Redis keeps the last attempt of each
 * process and tenant that it counted, so that whoever settles can tell.
 */
export interface QuotaAttempt {
  process: string;
  sequence: number;
}

/** What decides while Redis does not answer, and remembers what it let through until that is settled. */
export interface WithoutRedis {
  /** Decides by itself, at `now` (ms), and journals what it lets through. `attempt` is null when nothing went out to Redis. */
  decide(
    terms: QuotaTerms,
    request: QuotaRequest,
    now: number,
    attempt: QuotaAttempt | null,
  ): QuotaDecision | IdempotencyConflict;
  /**
   * Takes down a finalising, or with null amounts a release, that Redis could not take; it is done when Redis is back. Null: it is no
   * reservation's id. Throws UNAVAILABLE when too much of the tenant was taken down.
   */
  finaliseLater(
    terms: QuotaTerms,
    reservationId: string,
    amounts: Readonly<Record<string, number>> | null,
    now: number,
  ): QuotaFinalised | null;
  /** Whether this reservation of a tenant was made without Redis, which cannot know it. */
  made(tenantId: string, reservationId: string): boolean;
  /** What Redis said last: where the local limiter begins. Called with every answer: must be quick. */
  saw(terms: QuotaTerms, states: readonly QuotaState[]): void;
  /** Redis answers again. */
  back(): void;
}

/** Decides nothing: while Redis is away, every check throws UNAVAILABLE. */
export const nothingWithoutRedis: WithoutRedis = {
  decide: () => {
    throw unavailable();
  },
  finaliseLater: () => {
    throw unavailable();
  },
  made: () => false,
  saw: () => undefined,
  back: () => undefined,
};
