import type { FastifyPluginAsync, FastifyReply, FastifyRequest, preParsingAsyncHookHandler } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';
import type { SharedOutcome } from '../../src/kernel/outcomes.js';
import {
  cloudEvent,
  type EventsRecorded,
  type EventsVoided,
  MOST_EVENTS,
  plainEvent,
  recordEvents,
  type UsageRuntime,
  voidEvents,
} from '../../src/usage/index.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';

const CLOUD_EVENT = 'application/cloudevents+json';
const CLOUD_EVENTS = 'application/cloudevents-batch+json';
/** A thousand events with the most metadata they may have, and their envelopes. */
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * `POST /v1/events`: one event, a list of them, or `{ "events": […] }` in the plain envelope; one CloudEvent or a batch of them by its
 * content type. `X-Session-Id` is the session of those that name none. 200 with a result for each, in order; 400 when nothing of
 * the request can be read; 429 with `Retry-After` when more of the tenant's events wait than are taken at once.
 *
 * `POST /v1/events/void`: `{ "events": [{ "source", "external_id" }] }`, or `{ "source", "from", "to" }`, and `"dry_run": true`.
 */
export const eventRoutes =
  (runtime: UsageRuntime): FastifyPluginAsync =>
  async (app) => {
    app.addContentTypeParser(
      [CLOUD_EVENT, CLOUD_EVENTS],
      { parseAs: 'string' },
      app.getDefaultJsonParser('error', 'error'),
    );
    const config = { access: accessTo('recordEvents') };
    const preParsing: preParsingAsyncHookHandler = async (request, reply) => admit(runtime, request, reply);
    app.post('/v1/events', { config, bodyLimit: MOST_BYTES, preParsing }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const key = request.headers['idempotency-key'];
      return answer(reply, await recordEvents(runtime, caller, { events: eventsOf(request), idempotencyKey: key }));
    });
    app.post('/v1/events/void', { config: { access: accessTo('voidEvents') } }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const key = request.headers['idempotency-key'];
      return answer(reply, await voidEvents(runtime, caller, voidingOf(request.body, key)));
    });
  };

/** Before the body is read: what a tenant has sent and we have not answered is bounded in bytes. */
async function admit({ ingest }: UsageRuntime, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.credentials) return;
  const said = Number(request.headers['content-length'] ?? MOST_BYTES);
  reply.raw.once('close', ingest.admit(request.credentials.tenantId, said));
}

function eventsOf({ body, headers }: FastifyRequest): unknown[] {
  const session = headers['x-session-id'];
  const sessionId = typeof session === 'string' ? session : undefined;
  const contentType = headers['content-type'] ?? '';
  const isCloud = contentType.startsWith('application/cloudevents');
  const items = Array.isArray(body) ? body : listIn(body);
  // So many are refused as a whole; each is not looked at before.
  if (items.length > MOST_EVENTS) return items;
  return items.map((item) => (isCloud ? cloudEvent(item, sessionId) : plainEvent(item, sessionId)));
}

function listIn(body: unknown): unknown[] {
  const events = (body as { events?: unknown } | null)?.events;
  return Array.isArray(events) ? events : [body];
}

/** The command in camel or snake case, the identities in it too. */
function voidingOf(body: unknown, idempotencyKey: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { dry_run: dryRun, events, ...rest } = body as Record<string, unknown>;
  const identities = Array.isArray(events) ? events.map((event) => plainEvent(event, undefined)) : events;
  return { ...rest, ...(dryRun === undefined ? {} : { dryRun }), events: identities, idempotencyKey };
}

function answer(
  reply: FastifyReply,
  { __typename, ...outcome }: EventsRecorded | EventsVoided | SharedOutcome,
): FastifyReply {
  if (__typename === 'EventsRecorded' || __typename === 'EventsVoided') return reply.send(outcome);
  const { message } = outcome as { message: string };
  if (__typename === 'IdempotencyConflict') {
    return reply.code(409).send({ error: { code: 'IDEMPOTENCY_CONFLICT', message } });
  }
  throw new CodedError('BAD_USER_INPUT', message, 'fields' in outcome ? { fields: outcome.fields } : {});
}
