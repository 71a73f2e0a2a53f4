import type { RevOpsConfig } from '../tenancy/index.js';
import type { RetentionClass } from './catalogue.js';

/** What a tenant's configuration says of events. */
export interface UsageSettings {
  /** Metered events are taken so many days after they happened. */
  meteredDaysBack: number;
  /** A month's figures stay from so many days after its end on. */
  monthClosesAfterDays: number;
  /** Types of the product whose class is another for this tenant. */
  retention: Readonly<Record<string, RetentionClass>>;
}

/** Until a tenant says otherwise. */
export const USAGE_DEFAULTS: UsageSettings = { meteredDaysBack: 35, monthClosesAfterDays: 5, retention: {} };

/** The section's name among those of a configuration, which has it only when it says something. */
export const USAGE_SECTION = 'usage';

/** What a configuration says of events; the defaults where it says nothing. */
export const usageSettings = (config: Pick<RevOpsConfig, 'sections'> | undefined): UsageSettings => ({
  ...USAGE_DEFAULTS,
  ...(config?.sections[USAGE_SECTION] as Partial<UsageSettings> | undefined),
});
