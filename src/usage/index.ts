/** Usage's door: the catalogue of events, what tenants add to it, and their way in. */
export { billingChanges } from './billing-changes.js';
export {
  DEDUP_RULES,
  EVENT_CATEGORIES,
  EVENT_SENDERS,
  EVENT_TYPES,
  type EventType,
  RETENTION_CLASSES,
  ruleInWords,
} from './catalogue.js';
export { usageSection } from './config-section.js';
export { connectSystem, SYSTEM_KINDS } from './connect-system.js';
export { declareMeter } from './declare-meter.js';
export { DEFINITION_TRANSITIONS } from './definitions.js';
export { type ErrorTrends, errorTrends } from './error-trends.js';
export { EVENT_OUTCOMES, type EventResult, SEAT_TYPES_AT_EVENT } from './event.js';
export { cloudEvent, plainEvent } from './event-forms.js';
export { type EventLog, eventLog } from './event-log.js';
export { type HighLatencyPeriods, highLatencyPeriods, LATENCY_PLACES } from './high-latency-periods.js';
export { IngestLines } from './ingest-lines.js';
export { type EventFilter, listEvents, type ShownEvent } from './list-events.js';
export { AGGREGATIONS, metadataSchemaOf } from './meter.js';
export { findEventType, listEventTypes, listMeters } from './read-catalogue.js';
export { usageRebuild } from './rebuild.js';
export {
  type ReconcilingRuntime,
  reconcileAllUsage,
  reconcileUsage,
  type UsageReconciled,
} from './reconcile-usage.js';
export { CORRECTION_REASONS, COUNTER_STORES, listReconciliations, type Reconciliation } from './reconciliation.js';
export { isReconciliationDue } from './reconciliation-due.js';
export { ReconciliationFigures } from './reconciliation-figures.js';
export { type EventsRecorded, MOST_EVENTS, recordEvents } from './record-events.js';
export { registerEventType } from './register-event-type.js';
export { renameSlots } from './rename-slots.js';
export { personInUsage } from './retention/person-in-sums.js';
export { type RetentionRuntime, removeAllExpired, removeExpired } from './retention/remove-expired.js';
export { retireEventType } from './retire-event-type.js';
export { retireMeter } from './retire-meter.js';
export { foldIntoBase } from './rollup/fold-into-base.js';
export {
  type PeriodUsage,
  type TenantUsage,
  tenantUsage,
  type UsageAsked,
  type UsageReading,
  usageMetrics,
  usageTotal,
} from './rollup/read-usage.js';
export { type RollUpRuntime, rollUpAllUsage, rollUpUsage } from './rollup/roll-up-usage.js';
export type { UsageMetrics } from './rollup/usage-metrics.js';
export type { UsageRuntime } from './runtime.js';
export { takeStripeEvent } from './take-stripe-event.js';
export { TenantCatalogues } from './tenant-catalogue.js';
export { tenantsExceedingQuota } from './tenants-exceeding-quota.js';
export { todayUsage } from './today-usage.js';
export { type TenantUse, type TopConsumersFound, topConsumers } from './top-consumers.js';
export { USAGE_METRICS, type UsageMetric } from './usage-asked.js';
export { type UsageOfAllTenants, usageOfAllTenants } from './usage-of-all-tenants.js';
export { type UsageReport, usageReport } from './usage-report.js';
export { type EventsVoided, voidEvents } from './void-events.js';
