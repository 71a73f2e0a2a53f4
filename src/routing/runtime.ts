import type { RoutingFacts } from '../../policy/config-facts.js';
import type { Policies } from '../../policy/policies.js';
import { type CrmConfig, crmSection } from '../crm/index.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WorkingSchedule } from '../kernel/values/working-minutes.js';
import { type Configs, sectionOf, type VersionedConfig } from '../tenancy/index.js';
import { type RoutingConfig, routingSection } from './config-section.js';

/** What routing needs beside the ground: the compiled policies and the tenants' configurations. */
export interface RoutingRuntime extends Runtime {
  policies: Policies;
  configs: Configs;
}

/** What this slice reads of one version of a tenant's configuration. */
export interface RoutingSettings extends VersionedConfig {
  routing: RoutingConfig;
  facts: RoutingFacts;
  crm: CrmConfig;
}

/** The settings in force, or null when the tenant has activated none. */
export async function activeSettings(
  { configs }: Pick<RoutingRuntime, 'configs'>,
  tenantId: string,
): Promise<RoutingSettings | null> {
  const active = await configs.active(tenantId);
  return active && settingsOf(active);
}

/** The settings of the version that was read as active behind a lock; null when none is. */
export async function settingsAt(
  { configs }: Pick<RoutingRuntime, 'configs'>,
  tenantId: string,
  number: number | null,
): Promise<RoutingSettings | null> {
  const found = number === null ? null : await configs.version(tenantId, number);
  return found && settingsOf(found);
}

const settingsOf = (versioned: VersionedConfig): RoutingSettings => ({
  ...versioned,
  routing: sectionOf(versioned.config, routingSection),
  facts: versioned.config.facts.routing,
  crm: sectionOf(versioned.config, crmSection),
});

/** Round the clock: where deadlines count while no configuration says otherwise. */
const ALWAYS: WorkingSchedule = {
  zone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  holidays: [],
};

/** The schedule of a name; one that the configuration no longer has is the tenant's own. */
export function scheduleOf(settings: RoutingSettings | null, name: string): WorkingSchedule {
  const { schedules = {}, schedule = '' } = settings?.routing ?? {};
  return schedules[name] ?? schedules[schedule] ?? ALWAYS;
}
