import { instantOf } from '../../kernel/values/instants.js';
import { type Asked, type AskedQuota, RATE_MS, stateOf } from './asked-quotas.js';
import type { DenialIds } from './denial-ids.js';
import type {
  QuotaDecision,
  QuotaDenial,
  QuotaFinalised,
  QuotaOverrun,
  QuotaRequest,
  QuotaState,
  QuotaSubject,
  QuotaTerms,
} from './quota.js';
import type { QuotaAttempt } from './without-redis.js';

/** What a reservation is finalised by, kept with it. */
export interface Reserved {
  subject: QuotaSubject;
  amounts: Readonly<Record<string, number>>;
}

/** What a check tells the script beside its quotas. */
export interface CheckWords {
  /** `count` refuses nothing. */
  mode: QuotaRequest['mode'] | 'count';
  attempt: QuotaAttempt | null;
  /** Null of most requests. */
  more: {
    key?: string;
    digest?: string;
    /** How long the key is remembered, in ms. */
    kept?: number;
    reservation?: string;
    /** How long the reservation holds, in ms. */
    hold?: number;
    /** The `Reserved`, as JSON. */
    request?: string;
    /** When it was let through, of what is counted behind the event; and the attempt that may have counted it. */
    at?: number;
    process?: string;
    sequence?: number;
  } | null;
}

/** The words in the order of quota_check.lua. */
export const checkWords = (terms: QuotaTerms, { mode, attempt, more }: CheckWords): (string | number)[] => [
  mode,
  terms.version,
  terms.announceAt.join(' '),
  attempt === null ? '' : attempt.process,
  attempt === null ? 0 : attempt.sequence,
  more === null ? '' : JSON.stringify(more),
];

/** Words before the first quota's in the answers of quota_check.lua, and of quota_finalise.lua. */
const CHECK_HEAD = 5;
const FINALISE_HEAD = 3;

/** The decision that quota_check.lua's answer stands for. */
export function decisionOf(
  terms: QuotaTerms,
  asked: Asked,
  answer: readonly (number | string)[],
  ids: DenialIds,
): QuotaDecision {
  const [allowed, now, , third, fourth] = answer as [number, number, number, number, number];
  const states = statesOf(terms, asked, answer as number[], CHECK_HEAD, 3);
  // A reservation's id is text, among whole numbers.
  const isReserved = allowed === 1 && third !== 0;
  return {
    __typename: 'QuotaDecision',
    allowed: allowed === 1,
    denial: allowed === 1 ? null : denialOf(terms, asked, states, { place: third - 1, wait: fourth, now }, ids),
    reservationId: isReserved ? String(third) : null,
    reservedUntil: isReserved ? instantOf(fourth) : null,
    states,
    planVersion: terms.version,
    degraded: false,
    decidedAt: instantOf(now),
  };
}

/** What quota_finalise.lua's answer stands for. */
export function finalisedOf(
  terms: QuotaTerms,
  asked: Asked,
  answer: readonly number[],
  reservationId: string,
): QuotaFinalised {
  // One that was released, or finalised under other terms before, told of fewer quotas.
  const told = { ...asked, quotas: asked.quotas.slice(0, (answer.length - FINALISE_HEAD) / 4) };
  const states = statesOf(terms, told, answer, FINALISE_HEAD, 4);
  const overruns = states.flatMap((state, place): QuotaOverrun[] => {
    const over = answer[FINALISE_HEAD + place * 4 + 3] ?? 0;
    if (over === 0 || state.limit === null) return [];
    const { quota, meter, level, subject, limit, used } = state;
    return [{ quota, meter, level, subject, limit, used, over }];
  });
  return {
    __typename: 'QuotaFinalised',
    reservationId,
    overruns,
    states,
    planVersion: terms.version,
    degraded: false,
    finalisedAt: instantOf(answer[1] as number),
  };
}

function statesOf(terms: QuotaTerms, { quotas }: Asked, answer: readonly number[], head: number, each: number) {
  return quotas.map((quota, place): QuotaState => {
    const at = head + place * each;
    return stateOf(quota, terms, answer[at] as number, answer[at + 1] as number, answer[at + 2] as number);
  });
}

function denialOf(
  terms: QuotaTerms,
  asked: Asked,
  states: readonly QuotaState[],
  { place, wait, now }: { place: number; wait: number; now: number },
  ids: DenialIds,
): QuotaDenial {
  const denied = asked.quotas[place] as AskedQuota;
  const { quota, level, subject, window, used, limit } = states[place] as QuotaState & { limit: number };
  const facts = { quota, limit, used, requested: denied.amount };
  const [windowStart, windowEnd] = boundsAt(denied, now);
  const more = {
    level,
    subject,
    window,
    windowStart,
    windowEnd,
    planVersion: terms.version,
    degraded: false,
    deniedAt: now,
  };
  return { id: ids.idOf(terms.tenantId, { ...facts, ...more }), ...facts, retryAfterMs: wait < 0 ? null : wait };
}

/** The window of a quota at an instant: a rate's is the one that ends now. */
function boundsAt({ quota, windows }: AskedQuota, now: number): [number | null, number | null] {
  if (windows) return now < windows.turn ? [windows.start, windows.turn] : [windows.turn, windows.end];
  const span = RATE_MS[quota.window];
  return span ? [now - span, now] : [null, null];
}
