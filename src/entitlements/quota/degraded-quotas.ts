import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';
import { type IdempotencyConflict, idempotencyConflict } from '../../kernel/outcomes.js';
import { unavailable } from '../../kernel/patience.js';
import { newId } from '../../kernel/values/ids.js';
import { instantOf } from '../../kernel/values/instants.js';
import { type CarriedReservation, CarriedReservations } from './carried-reservation.js';
import type { DenialIds } from './denial-ids.js';
import { QuotaJournal } from './journal.js';
import { type Local, type LocalDenial, LocalLimiter, localState } from './local-limiter.js';
import type { QuotaDecision, QuotaFinalised, QuotaRequest, QuotaState, QuotaTerms } from './quota.js';
import { digestOf } from './request.js';
import type { QuotaAttempt, WithoutRedis } from './without-redis.js';

/** A retry under the same key gets the same answer for this long. */
const KEY_MS = 600_000;
const MOST_KEYS = 10_000;
/** Reservations whose estimate is taken back locally once they are finalised. */
const MOST_RESERVED = 20_000;
const RESERVE_MS = 60_000;
/** The form of a reservation's id that Redis made. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is needed to decide alone. */
export interface DegradedSettings {
  clock: Clock;
  /** Hex; ids of reservations are signed under a key derived from it. */
  masterSecret: string;
  denialIds: DenialIds;
}

/** What was decided without Redis since the process began. */
export interface DegradedFigures {
  allowed: number;
  denied: number;
}

/** Decides by itself while Redis is away, within what it saw last, and takes down whatever it lets through until that is settled. */
export class DegradedQuotas implements WithoutRedis {
  readonly journal = new QuotaJournal();
  readonly figures: DegradedFigures = { allowed: 0, denied: 0 };
  readonly #limiter = new LocalLimiter();
  readonly #answers = new LRUCache<string, { digest: string; decision: QuotaDecision }>({
    max: MOST_KEYS,
    ttl: KEY_MS,
  });
  readonly #reserved = new LRUCache<string, readonly Local[]>({ max: MOST_RESERVED });
  readonly #reservations: CarriedReservations;
  #isAway = false;
  #told: { written(): void; back(): void } = { written: () => undefined, back: () => undefined };

  constructor(private readonly settings: DegradedSettings) {
    this.#reservations = new CarriedReservations(settings.masterSecret);
  }

  /** Whether the last answer came without Redis. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Who keeps the journal and settles it is told when there is something to keep, and when it can be settled. */
  tell(told: { written(): void; back(): void }): void {
    this.#told = told;
  }

  decide(
    terms: QuotaTerms,
    request: QuotaRequest,
    now: number,
    attempt: QuotaAttempt | null,
  ): QuotaDecision | IdempotencyConflict {
    this.#isAway = true;
    this.#told.written();
    if (!request.key || request.mode === 'look') return this.#decide(terms, request, now, attempt);
    const key = `${terms.tenantId} ${request.key}`;
    const digest = digestOf(request.subject, request.amounts);
    const known = this.#answers.get(key);
    if (known) return known.digest === digest ? known.decision : idempotencyConflict;
    const decision = this.#decide(terms, request, now, attempt);
    // A denial counted nothing and may be tried again, as it may with Redis.
    if (decision.allowed) this.#answers.set(key, { digest, decision });
    return decision;
  }

  finaliseLater(
    terms: QuotaTerms,
    reservationId: string,
    amounts: Readonly<Record<string, number>> | null,
    now: number,
  ): QuotaFinalised | null {
    const carried = this.#reservations.read(terms.tenantId, reservationId);
    // One that somebody made up is nobody's, and is not kept for Redis to send back.
    if (!carried && !UUID.test(reservationId)) return null;
    if (this.journal.isFullFor(terms.tenantId)) throw unavailable();
    if (!carried) this.journal.ended(terms.tenantId, { reservationId, amounts }, now);
    if (carried) this.#finish(terms, carried, amounts, now);
    this.#told.written();
    const request = { subject: carried?.subject ?? {}, amounts: amounts ?? {} };
    const states = carried
      ? this.#limiter.locals(terms, request, now).map((local) => localState(local, terms, now))
      : [];
    return {
      ...{ __typename: 'QuotaFinalised', reservationId, overruns: [], states },
      ...{ planVersion: terms.version, degraded: true, finalisedAt: instantOf(now) },
    };
  }

  #finish(
    terms: QuotaTerms,
    { id, subject, amounts: reserved }: CarriedReservation,
    amounts: Readonly<Record<string, number>> | null,
    now: number,
  ): void {
    const meters = Object.keys(reserved);
    const nothing = Object.fromEntries(meters.map((meter) => [meter, 0]));
    const used = amounts ? { ...reserved, ...amounts } : nothing;
    this.#limiter.finish(this.#reserved.get(id) ?? [], id, used, now);
    this.#reserved.delete(id);
    // Without amounts it was counted at once, and only held something.
    if (meters.length > 0) this.journal.used(terms.tenantId, { id, subject, amounts: used, at: now, attempt: null });
  }

  made(tenantId: string, reservationId: string): boolean {
    return this.#reservations.read(tenantId, reservationId) !== null;
  }

  saw(terms: QuotaTerms, states: readonly QuotaState[]): void {
    this.#limiter.saw(terms, states, this.settings.clock.now());
  }

  back(): void {
    this.#isAway = false;
    this.#told.back();
  }

  /** What was counted here is in Redis now. */
  settled(): void {
    this.#isAway = false;
    this.#limiter.settled();
  }

  #decide(terms: QuotaTerms, request: QuotaRequest, now: number, attempt: QuotaAttempt | null): QuotaDecision {
    const locals = this.#limiter.locals(terms, request, now);
    const denial = this.#limiter.denialOf(terms, locals, now, this.journal.isFullFor(terms.tenantId));
    if (denial) return this.#refuse(terms, request, locals, denial, now);
    if (request.mode === 'look') return decisionOf(terms, locals, now, {});
    this.figures.allowed += 1;
    const { subject, amounts } = request;
    const held = { id: newId(), until: now + (request.reserveForMs ?? RESERVE_MS) };
    const after = this.#limiter.count(terms.tenantId, locals, held, now);
    const isReserved = request.mode === 'reserve';
    // What is reserved counts once it is used; if it never is, it expires.
    if (isReserved) this.journal.reserved(terms.tenantId, now);
    else this.journal.letThrough(terms.tenantId, { subject, amounts, at: now, attempt }, request.key);
    if (!isReserved && after.every(({ standing }) => standing.kind !== 'held'))
      return decisionOf(terms, after, now, {});
    this.#reserved.set(held.id, after);
    const carried = { id: held.id, subject, amounts: isReserved ? amounts : {} };
    const reservationId = this.#reservations.idOf(terms.tenantId, carried);
    return decisionOf(terms, after, now, { reservationId, reservedUntil: instantOf(held.until) });
  }

  #refuse(
    terms: QuotaTerms,
    { mode }: QuotaRequest,
    locals: readonly Local[],
    { retryAfterMs, ...denied }: LocalDenial,
    now: number,
  ): QuotaDecision {
    const id = this.settings.denialIds.idOf(terms.tenantId, denied);
    const { quota, limit, used, requested } = denied;
    if (mode !== 'look') {
      this.figures.denied += 1;
      this.journal.denied(terms.tenantId, denied, now);
    }
    const denial = { id, quota, limit, used, requested, retryAfterMs };
    return decisionOf(terms, locals, now, { allowed: false, denial });
  }
}

function decisionOf(
  terms: QuotaTerms,
  locals: readonly Local[],
  now: number,
  decided: Partial<QuotaDecision>,
): QuotaDecision {
  return {
    ...{ __typename: 'QuotaDecision', allowed: true, denial: null, reservationId: null, reservedUntil: null },
    states: locals.map((local) => localState(local, terms, now)),
    ...{ planVersion: terms.version, degraded: true, decidedAt: instantOf(now) },
    ...decided,
  };
}
