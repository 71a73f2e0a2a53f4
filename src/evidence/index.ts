/** Evidence's door: receipts and their chains, the log, whoever is told of what was sealed, and proofs for outsiders. */
export type { Listener, SealedReceipt } from './announce.js';
export { type AuditDetails, auditDetails } from './audit/audit-details.js';
export { AUDIT_ACTORS, AUDIT_RESULTS } from './audit/audit-event.js';
export { type AuditReader, auditReader } from './audit/audit-reader.js';
export type { AuditRecord } from './audit/audit-record.js';
export { type AuditReport, auditReport } from './audit/audit-report.js';
export { type DetailedAuditEvent, detailed, exportAuditReport } from './audit/audit-report-csv.js';
export { type AuditEventFilter, listAuditEvents } from './audit/list-audit-events.js';
export { auditRowsDigest, MOST_AUDIT_EVENTS, reportAuditEvents } from './audit/report-audit-events.js';
export { type AuditResolutionRow, auditResolutions, resolveAuditEvent } from './audit/resolve-audit-event.js';
export { SECURITY_EVENT_TYPES } from './audit/security-events.js';
export type { CountExport, ExportAsk, ExportCounted, LimitName, PlanLimitReached } from './counted-export.js';
export { type ExportSelection, exportReceipts, type ReceiptExport } from './export-receipts.js';
export { createFeed, type Feed, type FeedChannel, type FeedEvent } from './feed.js';
export {
  type AfterReceipt,
  listReceipts,
  type PolicyDecision,
  payloadsById,
  policyDecision,
  type ReceiptFilter,
  type ReceiptPayloads,
  type ReceiptRecord,
  receiptsById,
  verdictIn,
} from './list-receipts.js';
export { eachWorkflow, type WorkflowEnd } from './list-workflows.js';
export { parseTilePath, type TileAddress } from './log/tiles.js';
export { logAccess } from './log-access.js';
export { type PayloadRights, payloadRights } from './payload-rights.js';
export { logVerifierKey, readCheckpoint, readTile } from './read-log.js';
export type { ReceiptBody } from './receipt/body.js';
export { canonicalText, sha256Hex as textDigest } from './receipt/canonical.js';
export { WORKFLOW_STEPS, type WorkflowStep } from './receipt/workflow-steps.js';
export { receiptPort } from './receipt-port.js';
export { type Compacted, compactPayloads, type PayloadTerms } from './retention/compact-payloads.js';
export { erasePerson } from './retention/erase-person.js';
export {
  HOLD_SCOPES,
  type HoldInForce,
  holdOn,
  LEGAL_HOLD_TRANSITIONS,
  type LegalHoldRow,
  type LegalHoldState,
} from './retention/legal-hold.js';
export { liftLegalHold } from './retention/lift-legal-hold.js';
export { listLegalHolds } from './retention/list-legal-holds.js';
export type { PersonInUsage, SumPlace, SumsRenamed } from './retention/person-in-usage.js';
export { placeLegalHold } from './retention/place-legal-hold.js';
export type { EvidenceRuntime } from './runtime.js';
export type { LogSettings } from './seal.js';
export { createSealer, type Sealer } from './sealer.js';
export { nodeDigest } from './state/comparison.js';
export { evidenceRebuild } from './state/evidence-rebuild.js';
export type { StateFinding } from './state/finding.js';
export type { StateReport } from './state/report.js';
export { verifyState } from './state/verify-state.js';
export { lookAtAllTenants, noteAccessOfDay, readerOf } from './tenant-access.js';
export { linesOf } from './verify/lines.js';
export { type LogSource, LogUnreachable, openLog } from './verify/log-source.js';
export type { VerifyReport } from './verify/report.js';
export { type VerifyExportOptions, verifyExport } from './verify/verify-export.js';
export { verifyLog } from './verify/verify-log.js';
export { verifyWorkflow, type WorkflowFailure, type WorkflowVerification } from './verify-workflow.js';
