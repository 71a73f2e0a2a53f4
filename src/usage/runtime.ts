import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';
import type { IngestLines } from './ingest-lines.js';
import type { TenantCatalogues } from './tenant-catalogue.js';

/** What usage needs beside the ground: the tenants' configurations, the types of events they have, and the lines in which events wait. */
export interface UsageRuntime extends Runtime {
  configs: Configs;
  catalogues: TenantCatalogues;
  ingest: IngestLines;
}

/** What webhooks need besides: the secret under which those of other systems are kept. */
export interface WebhookRuntime extends UsageRuntime {
  logSettings: { masterSecret: string };
}
