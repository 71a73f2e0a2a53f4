import { COUNTER_STORES } from './reconciliation.js';

/** The stores whose counters are compared. */
type ByStore = Record<(typeof COUNTER_STORES)[number], number>;

const none = (): ByStore => ({ graph: 0, redis: 0, buckets: 0 });

/** Tenants whose last drift is kept in mind; who comes back counts again. */
const MOST_TENANTS = 10_000;

/** What this process found by reconciling, for its metrics. */
export class ReconciliationFigures {
  readonly #drift = new Map<string, ByStore>();
  readonly corrections: ByStore = none();
  runs = 0;

  /** Notes a run of a tenant: the drift it found and how many counters were made good. */
  add(tenantId: string, drift: ByStore, corrected: ByStore): void {
    this.runs += 1;
    for (const store of COUNTER_STORES) this.corrections[store] += corrected[store];
    this.#drift.delete(tenantId);
    this.#drift.set(tenantId, drift);
    const [oldest] = this.#drift.keys();
    if (this.#drift.size > MOST_TENANTS && oldest !== undefined) this.#drift.delete(oldest);
  }

  /** How far counters were off when tenants were reconciled last, added up; of buckets, how many figures were off. */
  get drift(): ByStore {
    const sum = none();
    for (const drift of this.#drift.values()) for (const store of COUNTER_STORES) sum[store] += drift[store];
    return sum;
  }
}
