import type { FastifyPluginAsync } from 'fastify';
import type { EvidenceRuntime } from '../../src/evidence/index.js';
import { AuditEventFields } from './audit-event-types.js';
import { AuditEvents } from './audit-events.js';
import { AuditReports } from './audit-report.js';
import { auditReportRoute } from './audit-report-route.js';
import { auditRoute } from './audit-route.js';
import { exportRoute } from './export-route.js';
import { logRoutes } from './log-routes.js';
import { PolicyDecisions } from './policy-decision.js';
import { ReceiptFields, Receipts } from './receipts.js';
import { ResolveAuditEvent } from './resolve-audit-event.js';
import { ErasePerson } from './retention-erasure.js';
import { LegalHolds } from './retention-holds.js';
import { VerifyWorkflow } from './verify-workflow.js';

export { type LiveEvent, type LiveQuery, type LiveRuntime, liveQuery, perReceipt } from './live-query.js';

/** Evidence's part of the schema. */
export const resolvers = [
  Receipts,
  ReceiptFields,
  VerifyWorkflow,
  PolicyDecisions,
  AuditEvents,
  AuditEventFields,
  AuditReports,
  ResolveAuditEvent,
  LegalHolds,
  ErasePerson,
] as const;

/** Evidence's HTTP twins: the log, and the export. */
export const routes = (runtime: EvidenceRuntime): FastifyPluginAsync[] => [
  logRoutes(runtime),
  exportRoute(runtime),
  auditRoute(runtime),
  auditReportRoute(runtime),
];
