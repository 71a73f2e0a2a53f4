import type { FastifyPluginAsync } from 'fastify';
import { MOST_AUDIT_EVENTS, reportAuditEvents } from '../../src/evidence/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';

/** A thousand events with the most details they may have, and their envelopes. */
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * `POST /v1/audit`: one audit event, a list of them, or `{ "events": […] }`, in R4's names (`event_type`, `old_values` …) or in camel case. 200
 * with a result for each, in order; 400 when nothing of the request can be read.
 */
export const auditRoute =
  (runtime: Runtime): FastifyPluginAsync =>
  async (app) => {
    const config = { access: accessTo('reportAuditEvents') };
    app.post('/v1/audit', { config, bodyLimit: MOST_BYTES }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const command = { events: eventsIn(request.body), idempotencyKey: request.headers['idempotency-key'] };
      const outcome = await reportAuditEvents(runtime, caller, command);
      if (outcome.__typename === 'AuditEventsReported') return { results: outcome.results };
      const { message } = outcome as { message: string };
      if (outcome.__typename === 'IdempotencyConflict') {
        return reply.code(409).send({ error: { code: 'IDEMPOTENCY_CONFLICT', message } });
      }
      throw new CodedError('BAD_USER_INPUT', message, 'fields' in outcome ? { fields: outcome.fields } : {});
    });
  };

function eventsIn(body: unknown): unknown[] {
  const inside = (body as { events?: unknown } | null)?.events;
  const items = Array.isArray(body) ? body : Array.isArray(inside) ? inside : [body];
  // So many are refused as a whole; each is not looked at before.
  return items.length > MOST_AUDIT_EVENTS ? items : items.map(inCamelCase);
}

/** The names of an event in camel case; what its values hold is left as it is. */
function inCamelCase(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [camel(name), value]));
}
