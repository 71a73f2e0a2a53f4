import type { Logger } from 'pino';
import { feedChannel } from '../jobs/evidence/index.js';
import {
  type Channels,
  createFanOut,
  createWake,
  type FanOut,
  openChannels,
  type Wake,
} from '../jobs/runtime/index.js';
import type { ApiRuntime } from '../schema/build.js';
import { createLogger } from '../schema/edge/logging.js';
import {
  accountImport,
  importKinds,
  opportunityImport,
  productImport,
  teamImport,
  userImport,
} from '../src/crm/index.js';
import { countingExports, Standings } from '../src/entitlements/index.js';
import { createFeed, receiptPort } from '../src/evidence/index.js';
import { type Clock, systemClock } from '../src/kernel/clock.js';
import type { Config } from '../src/kernel/config.js';
import { Graph } from '../src/kernel/graph.js';
import { UnitOfWork } from '../src/kernel/unit-of-work.js';
import { createMailing } from '../src/notifications/index.js';
import { leadImport } from '../src/routing/index.js';
import { Configs, rights } from '../src/tenancy/index.js';
import { IngestLines, personInUsage, ReconciliationFigures, TenantCatalogues } from '../src/usage/index.js';
import { openPolicies } from './policies.js';
import { type QuotaParts, quotasOver } from './quotas.js';
import { revOpsConfigSchema } from './revops-config.js';

/** What every process is made of, wired once. */
export interface Composition extends ApiRuntime, QuotaParts {
  config: Config;
  channels: Channels;
  wake: Wake;
  /** What this process found by comparing counters with what they count. */
  reconciliationFigures: ReconciliationFigures;
  fanOut: FanOut;
  /** Ends what holds connections. */
  close(): Promise<void>;
}

/** Wake-up call for the sealer, sent after every commit that left receipts. */
export const SEAL = 'seal';

export interface ComposeOptions {
  clock?: Clock;
  log?: Logger;
}

/** Wires the rooms for one process; clock and log are replaceable in tests. Opens no connection before it is used. */
export async function compose(
  config: Config,
  { clock = systemClock, log = createLogger(config.logLevel) }: ComposeOptions = {},
): Promise<Composition> {
  const graph = new Graph(config.neo4j);
  const channels = openChannels({ redisUrl: config.redis.url, prefix: config.redis.prefix, logger: log });
  const wake = createWake(channels, log);
  const fanOut = createFanOut(channels, log);
  const unitOfWork = new UnitOfWork(graph, clock, receiptPort, rights, () => void wake.publishWake(SEAL));
  const mail = config.mail && createMailing(config.mail);
  const feed = createFeed({ graph, channel: feedChannel(fanOut), log });
  const configs = new Configs(graph, revOpsConfigSchema.parseStored);
  const checks = quotasOver({ config, graph, unitOfWork, configs, clock, log });
  return {
    config,
    graph,
    unitOfWork,
    clock,
    log,
    parseConfig: revOpsConfigSchema.parse,
    configs,
    catalogues: new TenantCatalogues({ graph, configs }),
    cronSecret: config.cronSecret,
    ...checks.parts,
    policies: await openPolicies(config.opa),
    importKinds: importKinds(userImport, teamImport, productImport, accountImport, opportunityImport, leadImport),
    channels,
    wake,
    fanOut,
    logSettings: { graph, clock, name: config.log.name, masterSecret: config.log.masterSecret },
    notifications: { masterSecret: config.log.masterSecret, webhooks: config.webhooks, mail },
    feed,
    countExport: countingExports({ graph, unitOfWork, clock, log, configs }),
    personInUsage: personInUsage({ graph }),
    standings: new Standings(graph),
    ingest: new IngestLines(),
    reconciliationFigures: new ReconciliationFigures(),
    close: async () => {
      feed.close();
      fanOut.close();
      mail?.close();
      await checks.close();
      await channels.close();
      await graph.close();
    },
  };
}
