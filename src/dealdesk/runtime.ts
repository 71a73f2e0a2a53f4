import type { Policies } from '../../policy/bundle.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Configs } from '../tenancy/index.js';

/** What the deal desk needs beside the ground: the compiled policies and the tenants' configurations. */
export interface DealDeskRuntime extends Runtime {
  policies: Policies;
  configs: Configs;
}
