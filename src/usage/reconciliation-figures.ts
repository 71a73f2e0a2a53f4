/** The stores whose counters are compared. */
type ByStore = Record<'graph' | 'redis', number>;

/** Tenants whose last drift is kept in mind; who comes back counts again. */
const MOST_TENANTS = 10_000;

/** What this process found by reconciling, for its metrics. */
export class ReconciliationFigures {
  readonly #drift = new Map<string, ByStore>();
  readonly corrections: ByStore = { graph: 0, redis: 0 };
  runs = 0;

  /** Notes a run of a tenant: the drift it found and how many counters were made good. */
  add(tenantId: string, drift: { graphDrift: number; redisDrift: number }, corrected: ByStore): void {
    this.runs += 1;
    this.corrections.graph += corrected.graph;
    this.corrections.redis += corrected.redis;
    this.#drift.delete(tenantId);
    this.#drift.set(tenantId, { graph: drift.graphDrift, redis: drift.redisDrift });
    const [oldest] = this.#drift.keys();
    if (this.#drift.size > MOST_TENANTS && oldest !== undefined) this.#drift.delete(oldest);
  }

  /** How far counters were off when tenants were reconciled last, added up. */
  get drift(): ByStore {
    const sum: ByStore = { graph: 0, redis: 0 };
    for (const { graph, redis } of this.#drift.values()) {
      sum.graph += graph;
      sum.redis += redis;
    }
    return sum;
  }
}
