/** Insights' door: who may want more, ranked and explained. It reads and writes nothing. */
export {
  EXPANSION_SCOPES,
  EXPANSION_SUBJECTS,
  type ExpansionSignal,
  type ExpansionSignals,
  expansionSignals,
} from './expansion-signals.js';
export { SIGNAL_NAMES } from './score.js';
export type { InsightsRuntime } from './signals-of-tenant.js';
