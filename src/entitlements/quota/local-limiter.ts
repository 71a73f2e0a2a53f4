import { LRUCache } from 'lru-cache';
import { epochMs, instantOf } from '../../kernel/values/instants.js';
import { type AskedQuota, askedQuotas, RATE_MS, stateOf } from './asked-quotas.js';
import type { DenialFacts } from './denial-ids.js';
import { FairShare } from './fair-share.js';
import { released, resetOf, roomFor, type Standing, taken, usedAt } from './local-standing.js';
import type { Quota, QuotaRequest, QuotaState, QuotaTerms } from './quota.js';
import { CalendarWindows } from './windows.js';

/** States remembered of what Redis answered last, of all tenants: some 20 MB at most. */
const MOST_SEEN = 50_000;
/** Quotas of subjects that are counted locally during one absence, half of them of one tenant: what cannot be counted is not let through. */
const MOST_COUNTED = 50_000;
/** Redis comes back within seconds as a rule; who is refused for its absence asks again after this. */
const CLOSED_RETRY_MS = 1_000;
/** What Redis told of what is held counts this long: by then most of it was given back or has expired. */
const HELD_MS = 60_000;
/** What counts no more is looked for this often, once there is much. */
const SWEEP_MS = 1_000;

/** One quota that a check touches, as it stands locally. */
export interface Local extends AskedQuota {
  key: string;
  limit: number | null;
  standing: Standing;
}

/** What denied a check, and when as much would be let through; null where waiting does not help. */
export type LocalDenial = DenialFacts & { retryAfterMs: number | null };

interface Seen {
  state: QuotaState;
  at: number;
  planVersion: string;
}

/**
 * Decides quotas by what this process knows, for as long as Redis is away: what was used when Redis answered last, and what was
 * let through here since. What was never seen counts as unused. So a process lets through at most what was left of a limit when
 * it saw it last, and at most the whole limit where it never did.
 */
export class LocalLimiter {
  readonly #seen = new LRUCache<string, Seen>({ max: MOST_SEEN });
  readonly #counted = new Map<string, Standing>();
  readonly #places = new FairShare(MOST_COUNTED);
  readonly #calendars = new CalendarWindows();
  /** What is counted here is in Redis too: its next answer holds it. */
  #isSettled = true;
  #swept = 0;

  /** Told of every answer of Redis. */
  saw({ tenantId, version: planVersion }: QuotaTerms, states: readonly QuotaState[], at: number): void {
    const isCounted = this.#isSettled && this.#counted.size > 0;
    for (const state of states) {
      const key = keyOf(tenantId, state.quota, state.subject);
      this.#seen.set(key, { state, at, planVersion });
      if (isCounted) this.#drop(tenantId, key);
    }
  }

  /** Redis has what was counted here. */
  settled(): void {
    this.#isSettled = true;
  }

  /** Every quota that a check touches, as it stands. */
  locals(terms: QuotaTerms, request: Pick<QuotaRequest, 'subject' | 'amounts'>, now: number): Local[] {
    const asked = askedQuotas(terms, request.subject, request.amounts, this.#calendars, now);
    return asked.quotas.map((one): Local => {
      const key = keyOf(terms.tenantId, one.quota.name, one.subject);
      const seen = this.#seen.get(key);
      const limit = limitOf(terms, one.quota, seen, now);
      const known = this.#counted.get(key);
      const standing = known && !isOver(known, now) ? known : begin(one, limit, seen, now);
      return { ...one, key, limit, standing };
    });
  }

  /** The first limit that is hit; a soft one is never. `isFull`: what is let through could not be taken down. */
  denialOf(terms: QuotaTerms, locals: readonly Local[], now: number, isFull: boolean): LocalDenial | null {
    for (const local of locals) {
      const { key, quota, limit, amount, standing } = local;
      if (limit === null || quota.enforcement === 'soft') continue;
      const room = roomFor(standing, amount, limit, now);
      if (!room.fits) return denied(terms, local, limit, now, room.retryAfterMs);
      const isUncounted = isFull || (!this.#counted.has(key) && this.#places.isFullFor(terms.tenantId));
      if (terms.withoutRedis === 'closed' || isUncounted) return denied(terms, local, limit, now, CLOSED_RETRY_MS);
    }
    return null;
  }

  /** Counts what is asked for; what is held counts until `until`. Gives the quotas as they stand then. */
  count(tenantId: string, locals: readonly Local[], held: { id: string; until: number }, now: number): Local[] {
    this.#isSettled = false;
    if (this.#counted.size >= MOST_COUNTED / 4) this.#dropOver(now);
    return locals.map((local) => {
      const standing = taken(local.standing, local.amount, local.limit, { now, held });
      if (!this.#counted.has(local.key)) this.#places.add(tenantId);
      this.#counted.set(local.key, standing);
      return { ...local, standing };
    });
  }

  /** Drops what counts no more. */
  #dropOver(now: number): void {
    if (now < this.#swept + SWEEP_MS) return;
    this.#swept = now;
    for (const [key, standing] of this.#counted)
      if (isOver(standing, now)) this.#drop(key.slice(0, key.indexOf(' ')), key);
  }

  #drop(tenantId: string, key: string): void {
    if (this.#counted.delete(key)) this.#places.remove(tenantId);
  }

  /** Counts what was used instead of what was reserved; a meter that is not named was used as reserved. */
  finish(reserved: readonly Local[], id: string, amounts: Readonly<Record<string, number>>, now: number): void {
    for (const { key, quota, amount, limit } of reserved) {
      const standing = this.#counted.get(key);
      if (!standing || isOver(standing, now)) continue;
      const more = (amounts[quota.meter] ?? amount) - amount;
      this.#counted.set(key, released(standing, id, more, limit, now));
    }
  }
}

/** A quota as callers see it. */
export const localState = (local: Local, terms: QuotaTerms, now: number): QuotaState =>
  stateOf(local, terms, usedAt(local.standing, local.limit, now), local.limit ?? -1, resetOf(local.standing, now) ?? 0);

const keyOf = (tenantId: string, quota: string, subject: string): string => `${tenantId} ${quota} ${subject}`;

/** With the grants that are left, as Redis told under the same terms; what it never told of counts as unspent. */
function limitOf({ version, grants }: QuotaTerms, quota: Quota, seen: Seen | undefined, now: number): number | null {
  if (quota.limit === null) return null;
  if (seen?.planVersion === version) return seen.state.limit;
  const open = grants.filter((grant) => grant.quota === quota.name && epochMs(grant.expiresAt) > now);
  return open.reduce((sum, { amount }) => sum + amount, quota.limit);
}

/** Where a quota stands when Redis goes away: as it was seen last, in this window. */
function begin({ quota, windows }: AskedQuota, limit: number | null, seen: Seen | undefined, now: number): Standing {
  const periodMs = RATE_MS[quota.window];
  if (periodMs) {
    const debt = seen && limit ? (seen.state.used * periodMs) / limit : 0;
    return { kind: 'rate', periodMs, arrival: (seen?.at ?? now) + debt };
  }
  if (!windows) {
    const isRecent = seen !== undefined && seen.at + HELD_MS > now;
    return { kind: 'held', before: isRecent ? seen.state.used : 0, held: [] };
  }
  const { start, turn: end } = windows;
  const isSame = seen?.state.resetsAt === instantOf(end);
  return { kind: 'calendar', start, end, used: isSame ? seen.state.used : 0 };
}

const isOver = (standing: Standing, now: number): boolean =>
  (standing.kind === 'calendar' && standing.end <= now) || (standing.kind === 'rate' && standing.arrival <= now);

function denied(
  { version }: QuotaTerms,
  { quota, subject, amount, standing }: Local,
  limit: number,
  now: number,
  retryAfterMs: number | null,
): LocalDenial {
  const isCalendar = standing.kind === 'calendar';
  const isRate = standing.kind === 'rate';
  return {
    ...{ quota: quota.name, level: quota.level, subject, limit, used: usedAt(standing, limit, now), requested: amount },
    window: quota.window,
    windowStart: isCalendar ? standing.start : isRate ? now - standing.periodMs : null,
    windowEnd: isCalendar ? standing.end : isRate ? now : null,
    ...{ planVersion: version, degraded: true, deniedAt: now, retryAfterMs },
  };
}
