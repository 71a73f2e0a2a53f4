import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';
import type { CountExport } from './counted-export.js';
import type { Feed } from './feed.js';
import type { PersonInUsage } from './retention/person-in-usage.js';
import type { LogSettings } from './seal.js';

/**
 * What evidence's doors need beside the ground: the logs, their growth, the configurations that open some of them, who counts exports, and who knows
 * people in usage.
 */
export interface EvidenceRuntime extends Runtime {
  configs: Configs;
  logSettings: LogSettings;
  feed: Feed;
  countExport: CountExport;
  personInUsage: PersonInUsage;
}
