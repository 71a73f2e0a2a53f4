import { z } from 'zod';
import type { AttributeDeclaration } from '../../policy/config-facts.js';
import type { Runtime } from '../kernel/runtime.js';
import { coreSection, type RevOpsConfig, sectionOf } from '../tenancy/index.js';
import { type CrmConfig, crmSection } from './config-section.js';

/** What the use cases of this slice are handed. */
export interface CrmRuntime extends Runtime {
  configs: { active(tenantId: string): Promise<{ config: RevOpsConfig } | null> };
}

/** What the slice reads of a tenant's RevOpsConfig. */
export interface CrmSettings {
  /** The tenant's one configured currency: accounts' revenue and ARR are in it, and so are imported amounts. */
  currency: string;
  config: CrmConfig;
  /** What the tenant knows of its records beside what the product does. */
  attributes: readonly AttributeDeclaration[];
}

/** Settings of the configuration in force; the sections' defaults while a tenant has activated none. */
export async function crmSettings({ configs }: Pick<CrmRuntime, 'configs'>, tenantId: string): Promise<CrmSettings> {
  const active = await configs.active(tenantId);
  if (!active) return defaults();
  return {
    currency: sectionOf(active.config, coreSection).currency,
    config: sectionOf(active.config, crmSection),
    attributes: active.config.facts.attributes ?? [],
  };
}

function defaults(): CrmSettings {
  const context = { facts: {}, earlier: () => undefined as never, error: () => undefined, warn: () => undefined };
  const crm = crmSection.normalise(z.object(crmSection.shape).parse({}), context);
  const core = coreSection.normalise(z.object(coreSection.shape).parse({}), context);
  return { currency: core.data.currency, config: crm.data, attributes: [] };
}
