import type { FastifyPluginAsync } from 'fastify';
import {
  type AuditReport,
  auditReport,
  type DetailedAuditEvent,
  detailed,
  type EvidenceRuntime,
  exportAuditReport,
} from '../../src/evidence/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import { epochMs, instantOf } from '../../src/kernel/values/instants.js';
import { parametersOf } from '../contract/admin-route.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';
import { overPlan } from '../contract/over-plan.js';

/** Failures and security events of a report at most, each. */
const MOST_LISTED = 1_000;

/**
 * `GET /v1/audit/report?from=…&to=…`: what happened in a period, as JSON, or as CSV by `format=csv`; `tenantId` is for operators. 429 when the
 * plan has no more exports.
 */
export const auditReportRoute =
  (runtime: EvidenceRuntime): FastifyPluginAsync =>
  async (app) => {
    const config = { access: accessTo('readAuditEvents') };
    app.get('/v1/audit/report', { config }, async (request, reply) => {
      const { from, to, tenantId, format = 'json' } = parametersOf(request.query, ['from', 'to', 'tenantId', 'format']);
      if (format !== 'json' && format !== 'csv') throw new CodedError('BAD_USER_INPUT', 'format: is json or csv.');
      const ask = { tenantId, from: instantIn('from', from), to: instantIn('to', to), most: MOST_LISTED };
      const caller = callerOf(await request.edgeContext());
      reply.header('cache-control', 'no-store');
      if (format === 'json') return inJson(runtime, await auditReport(runtime, caller, ask));
      const outcome = await exportAuditReport(runtime, caller, ask);
      if (outcome.__typename === 'PlanLimitReached') return overPlan(reply, outcome);
      reply.header('content-disposition', 'attachment; filename="audit-report.csv"');
      return reply.type('text/csv; charset=utf-8').send(outcome.csv);
    });
  };

function instantIn(name: string, text: string | undefined): string {
  const ms = text && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? epochMs(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new CodedError('BAD_USER_INPUT', `${name}: is a day, or an instant with its offset.`);
  return instantOf(ms);
}

async function inJson(runtime: EvidenceRuntime, report: AuditReport): Promise<Record<string, unknown>> {
  const { listed, checkpoint } = report;
  return {
    tenant_id: report.tenantId,
    from: report.from,
    to: report.to,
    generated_at: report.generatedAt,
    total: report.total,
    by_event_type: Object.fromEntries(report.byEventType.map(({ eventType, count }) => [eventType, count])),
    by_actor: report.byActor.map(({ actorType, actorId, count }) => ({
      ...{ actor_type: actorType, actor_id: actorId, count },
    })),
    by_result: Object.fromEntries(report.byResult.map(({ result, count }) => [result, count])),
    failures: { total: report.failures, newest: (await detailed(runtime, report, listed.failures)).map(shown) },
    security_events: {
      total: report.securityEvents,
      newest: (await detailed(runtime, report, listed.securityEvents)).map(shown),
    },
    evidence: { receipts: report.receipts, not_in_the_log: report.unsealed, checkpoint },
  };
}

/** R4's payload of an audit event, with where it stands. */
const shown = ({ details, ...event }: DetailedAuditEvent) => ({
  ...{ id: event.id, source: event.source, occurred_at: event.occurredAt, event_type: event.eventType },
  ...{ entity_type: event.entityType, entity_id: event.entityId, action: event.action },
  ...{ actor_type: event.actorType, actor_id: event.actorId, result: event.result },
  ...{ old_values: details?.oldValues ?? null, new_values: details?.newValues ?? null },
  ...{ changes_summary: details?.changesSummary ?? null, error_message: details?.errorMessage ?? null },
  ...{ ip_address: details?.ipAddress ?? null, user_agent: details?.userAgent ?? null },
  ...{ values_state: details?.valuesState ?? null, personal_state: details?.personalState ?? null },
  ...{ request_id: details?.requestId ?? event.requestId, workflow_id: event.workflowId },
});
