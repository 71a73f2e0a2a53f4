export { attributesSection } from './attributes-section.js';
export { type ConfigSchema, composeConfig, type ParsedConfig } from './compose-config.js';
export {
  type ConfigContext,
  type ConfigPath,
  type ConfigSection,
  defineSection,
  type NormalisedSection,
  type RevOpsConfig,
  sectionOf,
} from './config-section.js';
export {
  amount,
  basisPoints,
  fraction,
  handleOf,
  minorUnits,
  name,
  repeated,
  teamRef,
  userRef,
} from './config-values.js';
export { businessHours, type CoreConfig, coreSection, MID_MARKET } from './core-section.js';
export { nearestKey } from './nearest-key.js';
export { overridesSection } from './overrides-section.js';
export { rulesSection } from './rules-section.js';
export { normaliseSchedule, officeHours, scheduleShape } from './schedules.js';
export type { ConfigError, ConfigIssue } from './yaml-source.js';
