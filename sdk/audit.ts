import { configuredClient } from './client.js';
import type { AuditContext, AuditEventPayload, QuotaType } from './payloads.js';
import { messageOf } from './problems.js';

/** A widget's code over so many characters is told by its beginning and its length. */
const MOST_TEXT = 4_000;

type Values = Record<string, unknown>;

/**
 * Tells what was done to a tenant's things; queued and sent in batches, each evidenced by one receipt. `context` says who acted and from where,
 * where the builder cannot know it.
 */
async function tell(tenantId: string, payload: AuditEventPayload, context: AuditContext = {}): Promise<void> {
  configuredClient()?.logAudit(tenantId, { ...payload, ...context });
}

/** A builder that is called with what it cannot use tells so, and does not stop its host. */
function neverThrowing<B extends Record<string, (...args: never[]) => Promise<void>>>(builders: B): B {
  const safe = Object.entries(builders).map(([name, build]) => {
    const tried = async (...args: never[]): Promise<void> => {
      try {
        await build(...args);
      } catch (error) {
        configuredClient()?.tell({ kind: 'misuse', message: `${name}: ${messageOf(error)}` });
      }
    };
    return [name, tried];
  });
  return Object.fromEntries(safe) as B;
}

const cut = (text: unknown): string => String(text ?? '').slice(0, MOST_TEXT);

const trial = (event_type: string, tenantId: string, action: string): AuditEventPayload => ({
  event_type,
  entity_type: 'trial',
  entity_id: tenantId,
  action,
});

/** What becomes of a trial (R4). */
export const TrialAudit = neverThrowing({
  created: (tenantId: string, data: Values, context?: AuditContext) =>
    tell(tenantId, { ...trial('trial_created', tenantId, 'create'), new_values: data }, context),
  upgraded: (tenantId: string, from: string, to: string, context?: AuditContext) =>
    tell(
      tenantId,
      {
        ...trial('trial_upgraded', tenantId, 'upgrade'),
        old_values: { plan: from },
        new_values: { plan: to },
        changes_summary: `plan: ${from} → ${to}`,
      },
      context,
    ),
  extended: (tenantId: string, days: number, newExpiryDate: string | Date, context?: AuditContext) => {
    const expires_at = newExpiryDate instanceof Date ? newExpiryDate.toISOString() : newExpiryDate;
    const new_values = { days, expires_at };
    return tell(tenantId, { ...trial('trial_extended', tenantId, 'extend'), new_values }, context);
  },
  expired: (tenantId: string, context?: AuditContext) =>
    tell(tenantId, trial('trial_expired', tenantId, 'expire'), context),
  cancelled: (tenantId: string, reason: string, context?: AuditContext) =>
    tell(tenantId, { ...trial('trial_cancelled', tenantId, 'cancel'), new_values: { reason: cut(reason) } }, context),
});

const kb = (event_type: string, entity_id: string | null, action: string): AuditEventPayload => ({
  event_type,
  entity_type: 'kb',
  entity_id,
  action,
});

/** What becomes of a knowledge base (R4). */
export const KBAudit = neverThrowing({
  uploaded: (tenantId: string, kbId: string, filename: string, size: number, context?: AuditContext) =>
    tell(tenantId, { ...kb('kb_uploaded', kbId, 'upload'), new_values: { filename, size } }, context),
  uploadFailed: (tenantId: string, filename: string, error: unknown, context?: AuditContext) =>
    tell(
      tenantId,
      {
        ...kb('kb_upload_failed', null, 'upload'),
        new_values: { filename },
        result: 'failure',
        error_message: cut(messageOf(error)),
      },
      context,
    ),
  crawled: (tenantId: string, jobId: string, startUrl: string, pagesCount: number, context?: AuditContext) =>
    tell(
      tenantId,
      { ...kb('kb_crawled', jobId, 'crawl'), new_values: { start_url: startUrl, pages_count: pagesCount } },
      context,
    ),
  manualAdded: (tenantId: string, kbId: string, sections: unknown, context?: AuditContext) =>
    tell(tenantId, { ...kb('kb_manual_added', kbId, 'add'), new_values: { sections } }, context),
  deleted: (tenantId: string, kbId: string, context?: AuditContext) =>
    tell(tenantId, kb('kb_deleted', kbId, 'delete'), context),
});

const session = (event_type: string, entity_id: string, action: string): AuditEventPayload => ({
  event_type,
  entity_type: 'session',
  entity_id,
  action,
});

/** What happens in a chat (R4): how long messages are, and not what they say. */
export const ChatAudit = neverThrowing({
  sessionCreated: (tenantId: string, sessionId: string, visitorId: string, context?: AuditContext) =>
    tell(
      tenantId,
      { ...session('chat_session_created', sessionId, 'create'), actor_type: 'visitor', actor_id: visitorId },
      context,
    ),
  messageReceived: (tenantId: string, sessionId: string, messageLength: number, context?: AuditContext) =>
    tell(
      tenantId,
      {
        ...session('chat_message_received', sessionId, 'receive'),
        actor_type: 'visitor',
        new_values: { message_length: messageLength },
      },
      context,
    ),
  responseSent: (tenantId: string, sessionId: string, tokens: number, context?: AuditContext) =>
    tell(tenantId, { ...session('chat_response_sent', sessionId, 'respond'), new_values: { tokens } }, context),
  sessionEnded: (tenantId: string, sessionId: string, duration: number, context?: AuditContext) =>
    tell(tenantId, { ...session('chat_session_ended', sessionId, 'end'), new_values: { duration } }, context),
});

const widget = (event_type: string, entity_id: string, action: string): AuditEventPayload => ({
  event_type,
  entity_type: 'widget',
  entity_id,
  action,
  actor_type: 'admin',
});

/** What is set for a tenant's widget (R4). */
export const ConfigAudit = neverThrowing({
  brandingUpdated: (tenantId: string, configId: string, changes: Values, context?: AuditContext) =>
    tell(tenantId, { ...widget('branding_updated', configId, 'update'), new_values: changes }, context),
  toolsAssigned: (tenantId: string, configId: string, tools: readonly unknown[], context?: AuditContext) =>
    tell(tenantId, { ...widget('tools_assigned', configId, 'assign'), new_values: { tools } }, context),
  widgetGenerated: (tenantId: string, configId: string, widgetCode: string, context?: AuditContext) => {
    const new_values = { widget_code: cut(widgetCode), widget_code_length: String(widgetCode ?? '').length };
    return tell(tenantId, { ...widget('widget_generated', configId, 'generate'), new_values }, context);
  },
});

/** What went wrong (R4). */
export const ErrorAudit = neverThrowing({
  apiError: (tenantId: string, endpoint: string, statusCode: number, error: unknown, context?: AuditContext) =>
    tell(
      tenantId,
      {
        event_type: 'api_error',
        entity_type: 'api_endpoint',
        entity_id: endpoint.slice(0, 200),
        new_values: { status_code: statusCode },
        result: 'failure',
        error_message: cut(messageOf(error)),
      },
      context,
    ),
  quotaExceeded: (tenantId: string, quotaType: QuotaType, limit: number | null, used: number, context?: AuditContext) =>
    tell(
      tenantId,
      {
        event_type: 'quota_exceeded',
        entity_type: 'quota',
        entity_id: quotaType,
        new_values: { limit, used },
        result: 'failure',
      },
      context,
    ),
  securityViolation: (tenantId: string, violation: string, details: Values, context?: AuditContext) =>
    tell(
      tenantId,
      { event_type: 'security_violation', action: 'deny', new_values: { violation, ...details }, result: 'failure' },
      context,
    ),
});
