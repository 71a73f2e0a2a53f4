/** Tells revgraph what is used, and asks it what may be used. */
/** R4 writes KBAudit in two ways. */
export { ChatAudit, ConfigAudit, ErrorAudit, KBAudit, KBAudit as KBaudit, TrialAudit } from './audit.js';
export {
  configure,
  configuredClient,
  type Keys,
  RevGraph,
  type RevGraphFigures,
  type RevGraphOptions,
} from './client.js';
export { type TooMany, tooMany } from './gate.js';
export type { Timing } from './host.js';
export type {
  AuditContext,
  AuditEventPayload,
  QuotaCheckResult,
  QuotaState,
  QuotaStatus,
  QuotaSubject,
  QuotaType,
  UsageEvent,
  UsageEventType,
} from './payloads.js';
export type { Problem } from './problems.js';
export { incrementUsage, logEvent, logSessionEvent, type UsageField } from './product-events.js';
export {
  type Amounts,
  enforceMultipleQuotas,
  enforceQuota,
  finaliseQuota,
  getQuotaStatus,
  type QuotaOptions,
  releaseQuota,
  reserveQuota,
} from './quota.js';
export { getSessionId, sessionHeaders, sessionIn } from './session.js';
export { costNanoUsd, DEFAULT_PRICE, estimateTokens, PRICES, type Price, type PriceTable } from './tokens.js';
export { trackUsage, type UsageData, type UsageMetadata, UsageTracker } from './usage-tracker.js';
