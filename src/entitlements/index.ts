export { applyBilling, type BillingChange } from './apply-billing.js';
export { assignSeat } from './assign-seat.js';
export { bootstrapTenant, type TenantSetup } from './bootstrap-tenant.js';
export { confirmTermsChange, withdrawTermsChange } from './confirm-terms-change.js';
export { countingExports } from './count-export.js';
export { type MonthlyCounter, moved, oneMore } from './counters.js';
export { createTenant } from './create-tenant.js';
export { createWorkspace } from './create-workspace.js';
export { endEntitlement } from './end-entitlement.js';
export { endUser } from './end-user.js';
export { endWorkspace } from './end-workspace.js';
export { ENTITLEMENT_TRANSITIONS } from './entitlement.js';
export { type Entitlement, entitlementOf, listEntitlements } from './entitlements.js';
export { expireTerms } from './expire-terms.js';
export { exportLicensedUsers } from './export-licensed-users.js';
export { callerById, findCaller } from './find-caller.js';
export { grantEntitlement } from './grant-entitlement.js';
export { grantQuota } from './grant-quota.js';
export { fits, monthUse, planLimitReached, refusalReceipt } from './monthly-limits.js';
export {
  getCurrentMonthUsage,
  getUsage,
  isNearLimit,
  type LimitState,
  type MonthlyUsage,
} from './monthly-usage.js';
export { type EntitlementsProposed, proposeEntitlements } from './propose-entitlements.js';
export { quotasSection } from './quota/config-section.js';
export { DegradedQuotas } from './quota/degraded-quotas.js';
export { DenialIds } from './quota/denial-ids.js';
export { markedDenials } from './quota/denials-mark.js';
export { enforceMultipleQuotas, enforceQuota, type QuotaCheck, type QuotaCheckResult } from './quota/enforce-quota.js';
export { finaliseQuota, releaseQuota } from './quota/finalise-quota.js';
export { JournalKeeper } from './quota/journal-keeper.js';
export type { QuotaNews } from './quota/news.js';
export { openQuotas } from './quota/open-quotas.js';
export type { PlanLimits, PlanName } from './quota/plans.js';
export type {
  QuotaDecision,
  QuotaFinalised,
  QuotaGrant,
  QuotaRequest,
  QuotaState,
  QuotaSubject,
  QuotaTerms,
  StoredDenial,
  UnknownMeter,
} from './quota/quota.js';
export { BUILT_IN_METERS, QUOTA_LEVELS, QUOTA_WINDOWS } from './quota/quota.js';
export { QuotaAccesses } from './quota/quota-accesses.js';
export type { QuotaRuntime } from './quota/quota-command.js';
export { degradedDecisions, quotaDrift } from './quota/quota-drift.js';
export { getQuotaStatus, type QuotaStatus, quotaDenial } from './quota/quota-status.js';
export type { QuotaChecked, QuotaSettlement, Quotas } from './quota/quotas.js';
export type { QuotaReading } from './quota/reconcile-quotas.js';
export { type SettlingRuntime, settleAllQuotas } from './quota/settle-quotas.js';
export { type TellingRuntime, tellAllQuotas, tellQuotas } from './quota/tell-quotas.js';
export { CachedTerms } from './quota/terms.js';
export type { TermsSource } from './quota/terms-source.js';
export type { QuotaAttempt, WithoutRedis } from './quota/without-redis.js';
export { listTermsChanges, type TenantTerms, tenantTerms } from './read-terms.js';
export { entitlementsRebuild } from './rebuild.js';
export { releaseSeat } from './release-seat.js';
export { renameWorkspace } from './rename-workspace.js';
export { retentionSection } from './retention-section.js';
export { type RetentionTerms, retentionTerms } from './retention-terms.js';
export { type RevOpsSummary, revOpsSummary, type SeatSummary, seatSummary } from './revops-summary.js';
export { confirmSeatLimit, type SeatLimitBelowUse, setSeatLimit } from './seat-limit.js';
export { type SeatLists, seatLists } from './seat-lists.js';
export type { SeatedUser } from './seated-users.js';
export { type AssignedSeat, listSeats, type SeatUse, seatsOfUsers, seatUse } from './seats.js';
export { setCustomQuota } from './set-custom-quota.js';
export { setPlan } from './set-plan.js';
export { Standings } from './standings.js';
export { TERMS_CHANGE_KINDS, TERMS_CHANGE_TRANSITIONS, type TermsChangeState } from './terms-change.js';
export { TRIAL_TRANSITIONS } from './trial.js';
export { cancelTrial, createTrial, extendTrial, upgradeTrial } from './trials.js';
export { importUsers, planUserImport } from './user-import.js';
export type { UserImportRow } from './user-import-rows.js';
export { WORKSPACE_TRANSITIONS, type WorkspaceState } from './workspace.js';
export { findWorkspace, listWorkspaces } from './workspaces.js';
