import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';

/** What planning needs beside the ground: the tenants' configurations. */
export interface PlanningRuntime extends Runtime {
  configs: Configs;
}
