import { headsLock } from '../../../cypher/generated/evidence.js';
import type { Caller } from '../../kernel/caller.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Instant, instantOf, utcDay } from '../../kernel/values/instants.js';
import { findTenant } from '../../tenancy/index.js';

/** What an operator does with another tenant's quotas. */
export type QuotaAccess = 'check' | 'finalise' | 'release' | 'look';

/** Accesses of one operator to one tenant within a minute are one receipt, after the first. */
const MINUTE_MS = 60_000;
/** How often is looked for minutes that are over; what a killed process had counted since is lost, the first of each minute is not. */
const LOOK_EVERY_MS = 5_000;

/** An operator's minute in a tenant. */
interface Minute {
  caller: Caller;
  tenantId: string;
  from: Instant;
  /** When the minute is over, by our clock. */
  until: number;
  /** Since the first, which has a receipt of its own. */
  counts: Partial<Record<QuotaAccess, number>>;
  /** Whether there is such a tenant; settles once the first access has its receipt. */
  opened: Promise<boolean>;
}

/**
 * Receipts of what operators ask of other tenants' quotas, left in the chain of that tenant: the first access of a minute before
 * it is answered, the others of that minute counted together when it is over.
 */
export class QuotaAccesses {
  readonly #minutes = new Map<string, Minute>();
  #looking: NodeJS.Timeout | null = null;

  constructor(private readonly runtime: Runtime) {}

  /** Notes an access; false when there is no such tenant. Throws UNAVAILABLE when the first of a minute cannot be receipted. */
  async note(caller: Caller, tenantId: string, access: QuotaAccess): Promise<boolean> {
    const key = `${tenantId} ${caller.id}`;
    const now = this.runtime.clock.now();
    const minute = this.#minutes.get(key);
    if (minute && now < minute.until) {
      if (!(await minute.opened)) return false;
      minute.counts[access] = (minute.counts[access] ?? 0) + 1;
      return true;
    }
    if (minute) await this.#settle(key, minute);
    return this.#open(key, { caller, tenantId, access, now });
  }

  /** Leaves the receipts of all that was counted; of what cannot be receipted at present, the next call does. */
  async flush(): Promise<void> {
    await this.#settleThose(() => true);
  }

  async close(): Promise<void> {
    if (this.#looking) clearInterval(this.#looking);
    await this.flush();
  }

  #open(
    key: string,
    { caller, tenantId, access, now }: { caller: Caller; tenantId: string; access: QuotaAccess; now: number },
  ): Promise<boolean> {
    const from = instantOf(now);
    const first = { caller, tenantId, from, counts: { [access]: 1 } };
    const opened = findTenant(this.runtime, tenantId).then(async (tenant) => {
      if (tenant) await this.#leaveReceipt(first);
      return tenant !== null;
    });
    this.#minutes.set(key, { caller, tenantId, from, until: now + MINUTE_MS, counts: {}, opened });
    const forget = () => void this.#minutes.delete(key);
    opened.then((isThere) => isThere || forget(), forget);
    this.#looking ??= setInterval(
      () => void this.#settleThose(({ until }) => until <= this.runtime.clock.now()),
      LOOK_EVERY_MS,
    ).unref();
    return opened;
  }

  async #settleThose(due: (minute: Minute) => boolean): Promise<void> {
    for (const [key, minute] of this.#minutes) {
      if (!due(minute)) continue;
      await this.#settle(key, minute).catch((error: unknown) =>
        this.runtime.log.warn({ err: error, tenantId: minute.tenantId }, 'accesses to quotas wait for their receipt'),
      );
    }
  }

  async #settle(key: string, minute: Minute): Promise<void> {
    const { counts } = minute;
    if (this.#minutes.get(key) === minute) this.#minutes.delete(key);
    if (Object.keys(counts).length === 0) return;
    minute.counts = {};
    try {
      await this.#leaveReceipt({ ...minute, counts });
    } catch (error) {
      // Kept for the next look, under a key of its own: its place may be taken by the next minute.
      this.#minutes.set(`${key} ${minute.from}`, { ...minute, counts, until: 0 });
      throw error;
    }
  }

  async #leaveReceipt({ caller, tenantId, from, counts }: Pick<Minute, 'caller' | 'tenantId' | 'from' | 'counts'>) {
    const { unitOfWork, clock } = this.runtime;
    const to = instantOf(clock.now());
    const command = { from, to, accesses: counts };
    const workflow = workflowId('activity', `${caller.id}:${utcDay(to)}`);
    await unitOfWork.write({ caller: { ...caller, tenantId }, action: 'accessQuotas', command }, async (step) => {
      await step.lock(headsLock, { heads: [{ id: workflow, kind: 'activity' }] });
      step.receipt({
        workflow,
        step: 'ACCESS_QUOTAS',
        outcome: 'ALLOWED',
        resource: { type: 'Tenant', id: tenantId, version: null },
        business: command,
      });
      return { __typename: 'QuotaAccessesNoted' };
    });
  }
}
