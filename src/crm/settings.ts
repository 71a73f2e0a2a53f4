import type { Runtime } from '../kernel/runtime.js';
import type { CrmConfig } from './config-section.js';

/** What the slice needs of a tenant's RevOpsConfig. */
export interface CrmSettings {
  /** The tenant's one configured currency: accounts' revenue and ARR are in it, and so are imported amounts. */
  currency: string;
  config: CrmConfig;
}

/** What the use cases of this slice are handed. */
export interface CrmRuntime extends Runtime {
  /** Settings of the configuration in force; the sections' defaults while a tenant has activated none. */
  crmSettings(tenantId: string): Promise<CrmSettings>;
}
