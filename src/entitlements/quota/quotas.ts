import type { Clock } from '../../kernel/clock.js';
import {
  type IdempotencyConflict,
  type InvalidInput,
  idempotencyConflict,
  invalidInput,
  type NotFound,
  notFound,
} from '../../kernel/outcomes.js';
import { unavailable } from '../../kernel/patience.js';
import { RedisAway } from '../../kernel/redis.js';
import { newId } from '../../kernel/values/ids.js';
import type { Asked } from './asked-quotas.js';
import { Asking } from './asking.js';
import { type CheckWords, checkWords, decisionOf, finalisedOf, type Reserved } from './check-quota.js';
import type { DenialIds } from './denial-ids.js';
import type { QuotaNews } from './news.js';
import type {
  QuotaDecision,
  QuotaFinalised,
  QuotaRequest,
  QuotaState,
  QuotaSubject,
  QuotaTerms,
  StoredDenial,
  UnknownMeter,
} from './quota.js';
import type { QuotaStore } from './quota-store.js';
import { type QuotaReading, type ReadAndCorrected, readAndCorrect } from './reconcile-quotas.js';
import { digestOf, HOLD_MS, problemOf, problemsOfAmounts, unknownMeterIn } from './request.js';
import type { TermsSource } from './terms-source.js';
import type { QuotaAttempt, WithoutRedis } from './without-redis.js';

/** What a check may answer; NotFound: there is no such tenant. */
export type QuotaChecked = QuotaDecision | UnknownMeter | InvalidInput | IdempotencyConflict | NotFound;

type Amounts = Readonly<Record<string, number>>;

/** What was let through without Redis, to be counted behind the event. */
export interface QuotaSettlement {
  /** Counted once under this id, however often it is sent; the request's key where it had one. */
  id: string;
  subject: QuotaSubject;
  amounts: Amounts;
  /** When it was let through, in ms: it counts in windows that are still open. */
  at: number;
  attempt: QuotaAttempt | null;
  /** The id is a request's key. */
  isKeyed?: true;
}

export interface QuotasSettings {
  redis: QuotaStore;
  terms: TermsSource;
  withoutRedis: WithoutRedis;
  denialIds: DenialIds;
  clock: Clock;
  /** Told of each tenant of which something is to be told now. */
  onNews?: ((tenantId: string) => void) | undefined;
}

/** How long an answer is kept for retries under the same key. */
const KEY_KEPT_MS = 600_000;
/** How long a settlement is known to be counted. */
const SETTLED_KEPT_MS = 7 * 86_400_000;
/** May this tenant do this now? (R4) Answers from Redis in one round trip, and by itself while Redis is away. */
export class Quotas {
  readonly #asking: Asking;
  /** Drawn anew when Redis is back: what goes out then says nothing of the attempts before, which may never have come in. */
  #process = newId();
  #attempts = 0;

  constructor(private readonly settings: QuotasSettings) {
    this.#asking = new Asking(settings.clock);
    settings.redis.onBack(() => {
      this.#process = newId();
      settings.withoutRedis.back();
    });
  }

  /** Decides on all quotas that the request touches, at once: all are counted, or none. */
  async check(tenantId: string, request: QuotaRequest): Promise<QuotaChecked> {
    const problem = problemOf(request);
    if (problem) return problem;
    const terms = await this.settings.terms.termsOf(tenantId);
    if (!terms) return notFound('tenant');
    return unknownMeterIn(request.amounts, terms) ?? this.#decide(terms, request);
  }

  /**
   * Counts what was used instead of what was reserved; a meter that is not named was used as reserved. Never fails for an overrun,
   * and twice is once.
   */
  async finalise(
    tenantId: string,
    reservationId: string,
    amounts: Amounts,
  ): Promise<QuotaFinalised | UnknownMeter | InvalidInput | NotFound> {
    const problems = Object.keys(amounts).length === 0 ? [] : problemsOfAmounts(amounts);
    if (problems.length > 0) return invalidInput(...problems);
    const terms = await this.settings.terms.termsOf(tenantId);
    if (!terms) return notFound('tenant');
    return unknownMeterIn(amounts, terms) ?? this.#end(terms, reservationId, amounts);
  }

  /** Gives back what was reserved. */
  async release(tenantId: string, reservationId: string): Promise<QuotaFinalised | NotFound> {
    const terms = await this.settings.terms.termsOf(tenantId);
    return terms ? this.#end(terms, reservationId, null) : notFound('tenant');
  }

  /** Where every quota of a subject stands; [] of a tenant that does not exist. */
  async status(tenantId: string, subject: QuotaSubject): Promise<QuotaState[]> {
    const terms = await this.settings.terms.termsOf(tenantId);
    if (!terms) return [];
    const amounts = Object.fromEntries(terms.quotas.map(({ meter }) => [meter, 0]));
    const { states } = (await this.#decide(terms, { subject, amounts, mode: 'look' })) as QuotaDecision;
    return [...states];
  }

  /** What was denied under an id; null when it is none of this tenant's. */
  async denial(tenantId: string, id: string): Promise<StoredDenial | null> {
    return this.settings.denialIds.denialOf(tenantId, id);
  }

  /** Counts what was let through without Redis, each once. Throws UNAVAILABLE while Redis is away. */
  async settle(tenantId: string, settlements: readonly QuotaSettlement[]): Promise<void> {
    const terms = await this.settings.terms.termsOf(tenantId);
    if (!terms) return;
    const settleOne = async (settlement: QuotaSettlement) => {
      const { subject, amounts, at, attempt, isKeyed } = settlement;
      const digest = digestOf(subject, amounts);
      const countUnder = async (key: string) => {
        const more = { key, digest, kept: SETTLED_KEPT_MS, at, ...(attempt ?? {}) };
        const words = checkWords(terms, { mode: 'count', attempt: null, more });
        const run = (args: Asked['args']) => this.#store.check(tenantId, words, args);
        return (await this.#asking.ask(terms, subject, amounts, run)).answer;
      };
      let answer = await countUnder(settlement.id);
      // Redis knows the key of something else, which whoever decided without it could not: this was used all the same.
      if (answer[0] === 3 && isKeyed) answer = await countUnder(`${settlement.id} ${digest}`);
      if (answer[0] === 1 && answer[2] === 1) this.settings.onNews?.(tenantId);
    };
    await orUnavailable(Promise.all(settlements.map(settleOne)));
  }

  /** What is to be told of a tenant, oldest first; stays until it is forgotten. Throws UNAVAILABLE while Redis is away. */
  news(tenantId: string, most: number): Promise<QuotaNews[]> {
    return orUnavailable(this.#store.news(tenantId, most, []));
  }

  /** Drops news that were told. Throws UNAVAILABLE while Redis is away. */
  async forgetNews(tenantId: string, ids: readonly string[]): Promise<void> {
    await orUnavailable(this.#store.news(tenantId, 0, ids));
  }

  /** Makes counters good that were altered or lost, and gives where they stand then. Throws UNAVAILABLE while Redis is away. */
  async reconcile(tenantId: string, last: readonly QuotaReading[]): Promise<ReadAndCorrected> {
    return orUnavailable(readAndCorrect((words) => this.#store.reconcile(tenantId, words), last));
  }

  /** How much of each grant is used up, by its id. Throws UNAVAILABLE while Redis is away. */
  async grantsUsed(tenantId: string, grantIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const used = grantIds.length === 0 ? [] : await orUnavailable(this.#store.grantsUsed(tenantId, grantIds));
    return new Map(grantIds.map((id, place) => [id, used[place] ?? 0]));
  }

  async #decide(terms: QuotaTerms, request: QuotaRequest): Promise<QuotaDecision | IdempotencyConflict> {
    const { withoutRedis, denialIds, clock } = this.settings;
    const { subject, amounts, mode } = request;
    const attempt = mode === 'look' ? null : { process: this.#process, sequence: ++this.#attempts };
    const words = checkWords(terms, { mode, attempt, more: moreOf(terms, request) });
    try {
      const { asked, answer } = await this.#asking.ask(terms, subject, amounts, (args) =>
        this.#store.check(terms.tenantId, words, args),
      );
      if (answer[0] === 3) return idempotencyConflict;
      const decision = decisionOf(terms, asked, answer, denialIds);
      withoutRedis.saw(terms, decision.states);
      if (answer[2] === 1) this.settings.onNews?.(terms.tenantId);
      return decision;
    } catch (error) {
      if (!(error instanceof RedisAway)) throw error;
      return withoutRedis.decide(terms, request, clock.now(), error.sent ? attempt : null);
    }
  }

  /** Ends a reservation by what was used, or with null amounts by giving it back. */
  async #end(terms: QuotaTerms, id: string, amounts: Amounts | null): Promise<QuotaFinalised | NotFound> {
    const { withoutRedis, clock } = this.settings;
    const later = () => withoutRedis.finaliseLater(terms, id, amounts, clock.now()) ?? notFound('reservation');
    if (withoutRedis.made(terms.tenantId, id)) return later();
    try {
      const ended = await this.#ended(terms, id, amounts);
      return ended ?? notFound('reservation');
    } catch (error) {
      if (!(error instanceof RedisAway)) throw error;
      return later();
    }
  }

  async #ended(terms: QuotaTerms, id: string, amounts: Amounts | null): Promise<QuotaFinalised | null> {
    const kept = await this.#store.reserved(terms.tenantId, id);
    if (kept === null) return null;
    const reserved: Reserved = JSON.parse(kept);
    const used = amounts && { ...reserved.amounts, ...amounts };
    const words = [id, used ? 'finalise' : 'release', terms.version, terms.announceAt.join(' ')];
    const { asked, answer } = await this.#asking.ask(terms, reserved.subject, used ?? {}, (args) =>
      this.#store.finalise(terms.tenantId, words, args),
    );
    if (answer[0] === 0) return null;
    if (answer[2] === 1) this.settings.onNews?.(terms.tenantId);
    return finalisedOf(terms, asked, answer, id);
  }

  get #store(): QuotaStore {
    return this.settings.redis;
  }
}

/** What few requests bring: a key, something to hold. */
function moreOf(terms: QuotaTerms, { mode, subject, amounts, reserveForMs, key }: QuotaRequest): CheckWords['more'] {
  if (mode === 'look') return null;
  const hasKey = key !== null && key !== undefined;
  const mayHold = holds(terms, mode);
  if (!hasKey && !mayHold) return null;
  const reserved: Reserved = { subject, amounts };
  return {
    ...(hasKey && { key, digest: digestOf(subject, amounts), kept: KEY_KEPT_MS }),
    ...(mayHold && { reservation: newId(), hold: reserveForMs ?? HOLD_MS, request: JSON.stringify(reserved) }),
  };
}

/** Whether a request may leave a reservation: what `concurrent` quotas count is always held. */
const holds = ({ quotas }: QuotaTerms, mode: QuotaRequest['mode']): boolean =>
  mode === 'reserve' || quotas.some(({ window }) => window === 'concurrent');

async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof RedisAway ? unavailable(error) : error;
  }
}
