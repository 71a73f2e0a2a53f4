import type { IdempotencyConflict, InvalidInput, NotFound } from '../../kernel/outcomes.js';
import type { QuotaNews } from './news.js';
import type {
  QuotaDecision,
  QuotaFinalised,
  QuotaRequest,
  QuotaState,
  QuotaSubject,
  StoredDenial,
  UnknownMeter,
} from './quota.js';
import type { QuotaAttempt } from './without-redis.js';

/** What a check may answer; NotFound: there is no such tenant. */
export type QuotaChecked = QuotaDecision | UnknownMeter | InvalidInput | IdempotencyConflict | NotFound;

/** What was let through without Redis, to be counted behind the event. */
export interface QuotaSettlement {
  /** Counted once under this id, however often it is sent. */
  id: string;
  subject: QuotaSubject;
  amounts: Readonly<Record<string, number>>;
  /** When it was let through, in ms: it counts in a window that is still open. */
  at: number;
  attempt: QuotaAttempt | null;
}

/** May this tenant do this now? (R4) Answers from Redis in one round trip, and by itself while Redis is away. */
export interface Quotas {
  /** Decides on all quotas that the request touches, at once: all are counted, or none. */
  check(tenantId: string, request: QuotaRequest): Promise<QuotaChecked>;
  /** Counts what was used instead of what was reserved; never fails for an overrun, and twice is once. */
  finalise(
    tenantId: string,
    reservationId: string,
    amounts: Readonly<Record<string, number>>,
  ): Promise<QuotaFinalised | UnknownMeter | InvalidInput | NotFound>;
  /** Gives back what was reserved. */
  release(tenantId: string, reservationId: string): Promise<QuotaFinalised | NotFound>;
  /** Where every quota of a subject stands; [] of a tenant that does not exist. */
  status(tenantId: string, subject: QuotaSubject): Promise<QuotaState[]>;
  /** What was denied under an id; null when it is none of this tenant's. */
  denial(tenantId: string, id: string): Promise<StoredDenial | null>;
  /** Counts what was let through without Redis. Throws UNAVAILABLE while Redis is away. */
  settle(tenantId: string, settlements: readonly QuotaSettlement[]): Promise<void>;
  /** What is to be told of a tenant, oldest first; stays until it is forgotten. Throws UNAVAILABLE while Redis is away. */
  news(tenantId: string, most: number): Promise<QuotaNews[]>;
  /** Drops news that were told. */
  forgetNews(tenantId: string, ids: readonly string[]): Promise<void>;
  /** How much of each grant is used up, by its id. */
  grantsUsed(tenantId: string, grantIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
