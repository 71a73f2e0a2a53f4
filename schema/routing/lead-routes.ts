import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { SharedOutcome } from '../../src/kernel/outcomes.js';
import { ingestLead, type LeadIngested, type RoutingRuntime } from '../../src/routing/index.js';
import { rights } from '../../src/tenancy/index.js';
import { callerOf } from '../contract/context.js';

const { seat, anyRole, scope } = rights.ingestLead;
const access = { seat, anyRole, anyScope: [scope] };

/**
 * `POST /v1/leads`: one lead as a JSON object, with the fields of `ingestLead` in camel or snake case (`utm_source`), `source` form unless it
 * says otherwise. 201 for a new lead, 200 for one that is known, 400 naming each wrong field, 409 for a key used with another input.
 */
export const leadRoutes =
  (runtime: RoutingRuntime): FastifyPluginAsync =>
  async (app) => {
    app.post('/v1/leads', { config: { access } }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const key = request.headers['idempotency-key'];
      return answer(reply, request.id, await ingestLead(runtime, caller, commandOf(request.body, key)));
    });
  };

function commandOf(body: unknown, key: string | string[] | undefined): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [inCamelCase(name), value]));
  return { source: 'form', ...fields, ...(typeof key === 'string' ? { idempotencyKey: key } : {}) };
}

const inCamelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function answer(reply: FastifyReply, correlationId: string, outcome: LeadIngested | SharedOutcome): FastifyReply {
  if (outcome.__typename === 'LeadIngested') {
    const { leadId, created, status } = outcome;
    return reply.code(created ? 201 : 200).send({ leadId, created, status });
  }
  const isConflict = outcome.__typename === 'IdempotencyConflict';
  const fields = outcome.__typename === 'InvalidInput' ? { fields: outcome.fields } : {};
  const code = isConflict ? 'IDEMPOTENCY_CONFLICT' : 'BAD_USER_INPUT';
  return reply
    .code(isConflict ? 409 : 400)
    .send({ error: { ...fields, code, message: outcome.message, correlationId } });
}
