import { CodedError } from '../../kernel/errors.js';
import { newId } from '../../kernel/values/ids.js';
import type { DegradedQuotas } from './degraded-quotas.js';
import type { JournalPage } from './journal.js';
import { keepQuotaJournal } from './keep-journal.js';
import { markSettled, type SettlingRuntime, settleInRedis } from './settle-quotas.js';

/** What a process decided alone is lost with it for this long at most; then the graph has it. */
const KEEP_EVERY_MS = 1_000;
/** Kept pages that wait for Redis here too, so that they are settled the moment it is back: the worker settles the others. */
const MOST_WAITING = 1_000;

/** A page that was turned, and what was done with it. */
interface Turned {
  page: JournalPage;
  isKept: boolean;
  isSettled: boolean;
}

/**
 * Keeps what this process decides without Redis: every second in the graph, and settled in Redis as soon as that answers. Each of the
 * two goes on while the other is away; a page is done when both have it.
 */
export class JournalKeeper {
  readonly #decidedBy = newId();
  #turned: Turned[] = [];
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(
    private readonly runtime: SettlingRuntime,
    private readonly degraded: DegradedQuotas,
  ) {
    degraded.tell({ written: () => this.#wakeLater(), back: () => void this.run() });
  }

  /** Pages of a tenant that Redis does not have, and the graph neither. */
  waiting(tenantId: string): JournalPage[] {
    const waiting = this.#turned.filter(({ isKept, isSettled }) => !isKept && !isSettled);
    return waiting.map(({ page }) => page).filter((page) => page.tenantId === tenantId);
  }

  /** Pages that are not done, of all tenants. */
  get unfinished(): number {
    return this.#turned.length;
  }

  /** Turns what was written, settles it and keeps it, as far as the stores are in reach; one run at a time. */
  run(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = null;
      if (this.degraded.isAway || this.#turned.length > 0) this.#wakeLater();
    });
    return this.#running;
  }

  /** Keeps what is there a last time. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    // A run that is under way may have turned its pages before the last decision.
    await this.#running;
    await this.run();
  }

  #wakeLater(): void {
    if (this.#timer || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.run();
    }, KEEP_EVERY_MS);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    const pages = this.degraded.journal.turn();
    this.#turned.push(...pages.map((page) => ({ page, isKept: false, isSettled: false })));
    // First in Redis: what is not there yet may be let through a second time.
    await this.#each('settled', async (turned) => this.#settle(turned));
    if (this.#turned.length > 0 && this.#turned.every(({ isSettled }) => isSettled)) this.degraded.settled();
    await this.#each('kept', async (turned) => this.#keep(turned));
    const unfinished = this.#turned.filter(({ isKept, isSettled }) => !isKept || !isSettled);
    const excess = unfinished.length - MOST_WAITING;
    this.#turned = unfinished.filter(({ isKept }, place) => !isKept || place >= excess);
  }

  async #settle(turned: Turned): Promise<void> {
    if (turned.isSettled) return;
    await settleInRedis(this.runtime.quotas, turned.page);
    turned.isSettled = true;
  }

  async #keep(turned: Turned): Promise<void> {
    const { page } = turned;
    if (!turned.isKept) {
      await keepQuotaJournal(this.runtime, page, this.#decidedBy);
      turned.isKept = true;
      this.degraded.journal.release(page);
    }
    if (turned.isSettled) await markSettled(this.runtime, page.tenantId, page.id);
  }

  /** Does a thing for every page, until a store does not answer: then the rest waits for the next round. */
  async #each(what: string, act: (turned: Turned) => Promise<void>): Promise<void> {
    for (const turned of this.#turned) {
      try {
        await act(turned);
      } catch (error) {
        if (error instanceof CodedError && error.code === 'UNAVAILABLE') return;
        const { tenantId, id: pageId } = turned.page;
        this.runtime.log.error(
          { err: error, tenantId, pageId },
          `a page of the quota journal was not ${what}; it is tried again`,
        );
      }
    }
  }
}
