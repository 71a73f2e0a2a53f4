import type { LogSettings } from '../evidence/index.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';
import type { IngestLines } from './ingest-lines.js';
import type { TenantCatalogues } from './tenant-catalogue.js';

/**
 * What usage needs beside the ground: the tenants' configurations, the types of events they have, the lines in which events wait, and the
 * secret under which those of other systems are kept and slots of like events are named.
 */
export interface UsageRuntime extends Runtime {
  configs: Configs;
  catalogues: TenantCatalogues;
  ingest: IngestLines;
  logSettings: LogSettings;
}
