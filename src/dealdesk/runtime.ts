import type { ConfigFacts } from '../../policy/config-facts.js';
import type { Policies } from '../../policy/policies.js';
import { DefectError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import { businessHours, type Configs, coreSection, sectionOf, type VersionedConfig } from '../tenancy/index.js';
import { dealDeskSection } from './config-section.js';
import { type DealDeskConfig, settingsOf } from './settings.js';

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

/** Settings in full by the configuration they are of: a version is one object for as long as it is kept in memory. */
const settings = new WeakMap<VersionedConfig, DealDeskConfig>();

/** What the deal desk reads of a version of the configuration, defaults filled in. */
export async function dealDeskConfigAt(
  runtime: DealDeskRuntime,
  tenantId: string,
  number: number,
): Promise<DealDeskConfig> {
  const version = await configAt(runtime, tenantId, number);
  const kept = settings.get(version);
  if (kept) return kept;
  const { config } = version;
  const made = settingsOf(sectionOf(config, dealDeskSection), businessHours(sectionOf(config, coreSection)));
  settings.set(version, made);
  return made;
}

/** The deal desk's settings of the configuration in force; null while a tenant has none. */
export async function settingsInForce(runtime: DealDeskRuntime, tenantId: string): Promise<DealDeskConfig | null> {
  const active = await runtime.configs.active(tenantId);
  return active && dealDeskConfigAt(runtime, tenantId, active.number);
}

/** What policies read of the configuration in force. */
export async function factsInForce({ configs }: DealDeskRuntime, tenantId: string): Promise<ConfigFacts> {
  const active = await configs.active(tenantId);
  if (!active) throw new DefectError(`${tenantId} has a quote and no configuration in force`);
  return active.config.facts;
}
