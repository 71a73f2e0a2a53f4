import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';

/** What usage needs beside the ground: the tenants' configurations. */
export interface UsageRuntime extends Runtime {
  configs: Configs;
}

/** What webhooks need besides: the secret under which those of other systems are kept. */
export interface WebhookRuntime extends UsageRuntime {
  logSettings: { masterSecret: string };
}
