/** Routing's door: leads, where they go and why, and the deadlines of their first touch. */
export { type Absence, absencesOf, type NotYourAbsence } from './absence.js';
export { breachOverdueSlas, type SlasBreached } from './breach-overdue-slas.js';
export { routingSection } from './config-section.js';
export { drainPool, type PoolDrained } from './drain-pool.js';
export { type AbsenceEnded, endAbsence } from './end-absence.js';
export type { LeadClosed } from './errors.js';
export { ingestLead, type LeadIngested } from './ingest-lead.js';
export { LEAD_TRANSITIONS, type Lead, type LeadStatus } from './lead.js';
export { leadImport } from './lead-import.js';
export { leadQueue, type PlaceInQueue, placeInQueue, queuesOf } from './lead-queue.js';
export { type AfterLead, type LeadFilter, leadsByIds, listLeads } from './list-leads.js';
export { type LeadReassigned, REASSIGN_REASONS, reassignLead } from './reassign-lead.js';
export { routingRebuild } from './rebuild.js';
export { type AbsenceRecorded, recordAbsence } from './record-absence.js';
export {
  type LeadAlreadyRouted,
  type LeadBlocked,
  type LeadRouted,
  type RoutingNotConfigured,
  routeLead,
} from './route-lead.js';
export {
  type ExplainedDecision,
  type ExplainedTurn,
  type RoutingExplanation,
  routingExplanation,
} from './routing-explanation.js';
export type { RoutingRuntime } from './runtime.js';
export { SLA_TIMER_TRANSITIONS, type SlaTimer } from './sla-timer.js';
export { type Swept, sweepAllTenants, sweepTenant } from './sweep.js';
export { type LeadTouched, touchLead } from './touch-lead.js';
