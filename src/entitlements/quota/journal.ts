import { LRUCache } from 'lru-cache';
import { newId } from '../../kernel/values/ids.js';
import { type Instant, instantOf } from '../../kernel/values/instants.js';
import { RATE_MS } from './asked-quotas.js';
import type { DenialFacts } from './denial-ids.js';
import { FairShare } from './fair-share.js';
import type { QuotaSettlement } from './quotas.js';

/** Lines kept in memory, of all tenants, one of which has half of them at most: what cannot be taken down is not let through. */
const MOST_LINES = 40_000;
/** Lines on one page, which is one write with one receipt. */
const LINES_A_PAGE = 500;
/** What a subject uses within a second is one line: no window ends within it. */
const ONE_LINE_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A finalising, or with null amounts a release, of what was reserved while Redis was there. */
export interface JournalledEnd {
  reservationId: string;
  amounts: Readonly<Record<string, number>> | null;
}

/** Denials of one quota and subject: how many, and the first of them. */
export interface JournalledDenials {
  count: number;
  first: DenialFacts;
  /** None of this quota, subject and window was taken down here before. */
  isNews: boolean;
}

/** What a process decided of a tenant without Redis in some stretch of time; it does not change any more. */
export interface JournalPage {
  id: string;
  tenantId: string;
  from: Instant;
  to: Instant;
  /** Checks that were let through, and refused. */
  allowed: number;
  denied: number;
  /** Of those that were refused, how many have no line of their own on any page: there was no room. */
  deniedUnlisted: number;
  settlements: readonly QuotaSettlement[];
  ends: readonly JournalledEnd[];
  denials: readonly JournalledDenials[];
}

/** What is written on, until its page is turned. */
interface OpenPage extends Pick<JournalPage, 'allowed' | 'denied'> {
  from: number;
  to: number;
  settlements: Map<string, QuotaSettlement>;
  ends: Map<string, JournalledEnd>;
  denials: Map<string, JournalledDenials>;
}

/** Takes down what is decided without Redis, in memory, until its pages are turned. Bounded: see `isFullFor`. */
export class QuotaJournal {
  readonly #open = new Map<string, OpenPage>();
  readonly #toldUntil = new LRUCache<string, number>({ max: MOST_LINES });
  /** With those of pages that were turned, and are not in the graph yet. */
  readonly #lines = new FairShare(MOST_LINES);

  /** Nothing more of a tenant can be taken down until the graph has what is there. */
  isFullFor(tenantId: string): boolean {
    return this.#lines.isFullFor(tenantId);
  }

  /** A check was let through. One that went out to Redis may have been counted there: it has a line of its own. */
  letThrough(tenantId: string, used: Omit<QuotaSettlement, 'id'>, requestKey: string | null | undefined): void {
    const page = this.#page(tenantId, used.at);
    page.allowed += 1;
    // Settled under its request's key, so that a retry under it, when Redis is back, finds the answer there.
    const id = requestKey ?? newId();
    const underKey = requestKey ? ({ isKeyed: true } as const) : {};
    const key =
      used.attempt || requestKey ? id : `${Math.floor(used.at / ONE_LINE_MS)} ${JSON.stringify(used.subject)}`;
    const known = page.settlements.get(key);
    if (known) page.settlements.set(key, { ...used, id: known.id, amounts: summed(known.amounts, used.amounts) });
    else this.#add(tenantId, page.settlements, key, { ...used, id, ...underKey });
  }

  /** A check that reserves was let through: what is used of it counts when that is said. */
  reserved(tenantId: string, at: number): void {
    this.#page(tenantId, at).allowed += 1;
  }

  /** What was reserved without Redis is used now; it counts once under the id of its reservation. */
  used(tenantId: string, settlement: QuotaSettlement): void {
    const { settlements } = this.#page(tenantId, settlement.at);
    if (!settlements.has(settlement.id)) this.#add(tenantId, settlements, settlement.id, settlement);
  }

  /** What was reserved while Redis was there is used, or given back. */
  ended(tenantId: string, end: JournalledEnd, at: number): void {
    const { ends } = this.#page(tenantId, at);
    if (!ends.has(end.reservationId)) this.#add(tenantId, ends, end.reservationId, end);
  }

  /** A check was refused. Beyond the bound it is only counted. */
  denied(tenantId: string, first: DenialFacts, at: number): void {
    const page = this.#page(tenantId, at);
    page.denied += 1;
    const key = `${first.quota} ${first.subject}`;
    const known = page.denials.get(key);
    if (known) known.count += 1;
    else if (!this.isFullFor(tenantId))
      this.#add(tenantId, page.denials, key, { count: 1, first, isNews: this.#isNews(tenantId, first, at) });
  }

  /** Closes what was written so far: pages that are kept and settled as they are. */
  turn(): JournalPage[] {
    const pages = [...this.#open].flatMap(([tenantId, open]) => pagesOf(tenantId, open));
    this.#open.clear();
    return pages;
  }

  /** A turned page is in the graph, or has no need to be. */
  release(page: JournalPage): void {
    this.#lines.remove(page.tenantId, linesOf(page));
  }

  /** Of a window once; of a rate once a minute or hour, and of what is held once an hour. */
  #isNews(tenantId: string, { quota, subject, window, windowEnd }: DenialFacts, at: number): boolean {
    const key = `${tenantId} ${quota} ${subject}`;
    if ((this.#toldUntil.get(key) ?? 0) > at) return false;
    const isCalendar = window === 'day' || window === 'month';
    const until = isCalendar && windowEnd ? windowEnd : at + (RATE_MS[window] ?? HOUR_MS);
    this.#toldUntil.set(key, Math.max(until, at + MINUTE_MS));
    return true;
  }

  #add<V>(tenantId: string, to: Map<string, V>, key: string, value: V): void {
    to.set(key, value);
    this.#lines.add(tenantId);
  }

  #page(tenantId: string, at: number): OpenPage {
    const known = this.#open.get(tenantId);
    if (known) {
      known.to = Math.max(known.to, at);
      return known;
    }
    const none = { settlements: new Map(), ends: new Map(), denials: new Map() };
    const page: OpenPage = { from: at, to: at, allowed: 0, denied: 0, ...none };
    this.#open.set(tenantId, page);
    return page;
  }
}

/** Lines of a page, whatever they tell of. */
const linesOf = ({ settlements, ends, denials }: JournalPage): number =>
  settlements.length + ends.length + denials.length;

const NO_COUNTS = { allowed: 0, denied: 0, deniedUnlisted: 0 };

/** The pages of what was written, of at most `LINES_A_PAGE` each; the first has the counts of all. */
function pagesOf(tenantId: string, open: OpenPage): JournalPage[] {
  const settlements = [...open.settlements.values()];
  const ends = [...open.ends.values()];
  const denials = [...open.denials.values()];
  const deniedUnlisted = open.denied - denials.reduce((sum, { count }) => sum + count, 0);
  const longest = Math.max(1, settlements.length, ends.length, denials.length);
  return Array.from({ length: Math.ceil(longest / LINES_A_PAGE) }, (_, n) => {
    const part = [n * LINES_A_PAGE, (n + 1) * LINES_A_PAGE] as const;
    return {
      ...{ id: newId(), tenantId, from: instantOf(open.from), to: instantOf(open.to) },
      ...(n === 0 ? { allowed: open.allowed, denied: open.denied, deniedUnlisted } : NO_COUNTS),
      settlements: settlements.slice(...part),
      ends: ends.slice(...part),
      denials: denials.slice(...part),
    };
  });
}

function summed(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [meter, amount] of Object.entries(b)) sum[meter] = (sum[meter] ?? 0) + amount;
  return sum;
}
