import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReconciliationFigures } from '../src/usage/index.js';

/** What comparing counters with what they count found in this process, by store: `graph` (months), `redis` (quotas), `buckets` (sums of usage). */
export function reconciliationMetrics(figures: ReconciliationFigures, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'revgraph_counter_drift',
    help: 'How far counters were off when their tenants were reconciled last, added up, by store: graph, redis; of buckets, figures that were off.',
    labelNames: ['store'],
    registers,
    collect() {
      for (const [store, drift] of Object.entries(figures.drift)) this.set({ store }, drift);
    },
  });
  new Counter({
    name: 'revgraph_counter_corrections_total',
    help: 'Counters that this process made good, by store: graph, redis, buckets.',
    labelNames: ['store'],
    registers,
    collect() {
      this.reset();
      for (const [store, count] of Object.entries(figures.corrections)) this.inc({ store }, count);
    },
  });
  new Counter({
    name: 'revgraph_reconciliations_total',
    help: 'Tenants that this process reconciled, each time.',
    registers,
    collect() {
      this.reset();
      this.inc(figures.runs);
    },
  });
}
