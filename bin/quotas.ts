import { quotaNewsCalls } from '../jobs/entitlements/index.js';
import { createJobProducer } from '../jobs/runtime/index.js';
import {
  CachedTerms,
  DegradedQuotas,
  DenialIds,
  JournalKeeper,
  openQuotas,
  QuotaAccesses,
  type Quotas,
  type TermsSource,
} from '../src/entitlements/index.js';
import { systemClock } from '../src/kernel/clock.js';
import type { Config } from '../src/kernel/config.js';
import type { Runtime } from '../src/kernel/runtime.js';
import type { Configs } from '../src/tenancy/index.js';

/** The checks of quotas in a process, by which terms, what decides them while Redis is away, who keeps that, and who notes an operator's. */
export interface QuotaParts {
  quotas: Quotas;
  quotaTerms: TermsSource;
  quotaAccesses: QuotaAccesses;
  degradedQuotas: DegradedQuotas;
  quotaJournal: JournalKeeper;
}

/** Wires quotas as a tenant's plan, configuration and operators set them; opens no connection before the first check. */
export function quotasOver({ config, ...runtime }: Runtime & { config: Config; configs: Configs }): {
  parts: QuotaParts;
  close(): Promise<void>;
} {
  const { graph, configs, clock, log } = runtime;
  const { redis } = config;
  const { masterSecret } = config.log;
  const degradedQuotas = new DegradedQuotas({ clock, masterSecret, denialIds: new DenialIds(masterSecret) });
  const calls = quotaNewsCalls(() => createJobProducer({ redisUrl: redis.url, prefix: redis.prefix, logger: log }));
  const quotaTerms = new CachedTerms(graph, configs, clock);
  const quotaAccesses = new QuotaAccesses(runtime);
  const opened = openQuotas({
    redis,
    terms: quotaTerms,
    withoutRedis: degradedQuotas,
    masterSecret,
    clock,
    redisClock: clock === systemClock ? undefined : clock,
    log,
    onNews: (tenantId) => calls.call(tenantId),
  });
  const quotaJournal = new JournalKeeper({ ...runtime, quotas: opened.quotas }, degradedQuotas);
  const close = async () => {
    await quotaJournal.close();
    await quotaAccesses.close();
    await calls.close();
    opened.close();
  };
  return { parts: { quotas: opened.quotas, quotaTerms, quotaAccesses, degradedQuotas, quotaJournal }, close };
}
