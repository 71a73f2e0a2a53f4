import type { Policies } from '../../policy/bundle.js';
import { DefectError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Configs, VersionedConfig } from '../tenancy/index.js';

/** What the deal desk needs beside the ground: the compiled policies and the tenants' configurations. */
export interface DealDeskRuntime extends Runtime {
  policies: Policies;
  configs: Configs;
}

/** The configuration that was read as active behind the lock. */
export async function configAt(
  { configs }: DealDeskRuntime,
  tenantId: string,
  number: number,
): Promise<VersionedConfig> {
  const found = await configs.version(tenantId, number);
  if (!found) throw new DefectError(`Configuration ${number} of ${tenantId} is active and not there`);
  return found;
}
