import { Counter, Gauge, type Registry } from 'prom-client';
import type { QuotaParts } from './quotas.js';

/** What this process decides of quotas while Redis is away, under names beginning with `revgraph_quota`. */
export function quotaMetrics({ degradedQuotas, quotaJournal }: QuotaParts, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'revgraph_quota_without_redis',
    help: 'Whether this process decides quotas by itself now: 1, else 0.',
    registers,
    collect() {
      this.set(degradedQuotas.isAway ? 1 : 0);
    },
  });
  new Gauge({
    name: 'revgraph_quota_unsettled_pages',
    help: 'Pages of what was decided without Redis that this process has not settled and kept yet.',
    registers,
    collect() {
      this.set(quotaJournal.unfinished);
    },
  });
  new Counter({
    name: 'revgraph_quota_degraded_decisions_total',
    help: 'Checks that this process decided without Redis, by outcome: allowed, denied.',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(degradedQuotas.figures)) this.inc({ outcome }, count);
    },
  });
}
