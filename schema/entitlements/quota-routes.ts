import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import {
  enforceMultipleQuotas,
  enforceQuota,
  finaliseQuota,
  getQuotaStatus,
  type QuotaCheck,
  type QuotaCheckResult,
  type QuotaRuntime,
  quotaDenial,
  releaseQuota,
} from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { CodedError } from '../../src/kernel/errors.js';
import { epochMs } from '../../src/kernel/values/instants.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';
import { rateLimitFields } from './rate-limit-fields.js';

/** Checks in one request, each decided by itself. */
const MOST_CHECKS = 100;

/**
 * `POST /v1/quota/check`: `{ "amounts": { "tokens": 150 }, "subject", "mode", "reserveForMs" }`, or `{ "quotaType", "amount" }`; 200, or 429 with
 * R4's body and `Retry-After`. `{ "checks": […] }`: up to 100 of them, each by itself; 200 with a result for each, in order.
 * `POST /v1/quota/finalise`, `/release`; `GET /v1/quota/status`, `/denials/{id}`. Keys of these routes are known from memory: they go on
 * without Neo4j.
 */
export const quotaRoutes =
  (runtime: QuotaRuntime): FastifyPluginAsync =>
  async (app) => {
    const asking = { config: { access: accessTo('enforceQuota'), often: true } } as const;
    const reading = { config: { access: accessTo('getQuotaStatus'), often: true } } as const;
    app.post('/v1/quota/check', asking, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const { body } = request;
      if (isBatch(body)) return { results: await checkAll(runtime, caller, body.checks) };
      const key = request.headers['idempotency-key'];
      return answerCheck(reply, await check(runtime, caller, withKey(body, key)));
    });
    app.post('/v1/quota/finalise', asking, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      return answer(reply, await finaliseQuota(runtime, caller, request.body));
    });
    app.post('/v1/quota/release', asking, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      return answer(reply, await releaseQuota(runtime, caller, request.body));
    });
    app.get('/v1/quota/status', reading, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const { tenantId, ...subject } = request.query as Record<string, unknown>;
      return answer(reply, await getQuotaStatus(runtime, caller, { tenantId, subject }));
    });
    app.get('/v1/quota/denials/:id', reading, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const { id } = request.params as { id: string };
      const { tenantId } = request.query as { tenantId?: unknown };
      const asked = { id, tenantId: typeof tenantId === 'string' ? tenantId : null };
      const denial = await quotaDenial(runtime, caller, asked);
      return denial ? reply.send(denial) : notThere(reply, 'No denial with this id.');
    });
  };

const isBatch = (body: unknown): body is { checks: unknown[] } =>
  Array.isArray((body as { checks?: unknown } | null)?.checks);

function withKey(body: unknown, key: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || typeof key !== 'string') return body;
  return { ...body, idempotencyKey: key };
}

function check(runtime: QuotaRuntime, caller: Caller, input: unknown): Promise<QuotaCheck> {
  const isOne = typeof input === 'object' && input !== null && 'quotaType' in input;
  return isOne ? enforceQuota(runtime, caller, input) : enforceMultipleQuotas(runtime, caller, input);
}

async function checkAll(runtime: QuotaRuntime, caller: Caller, checks: unknown[]): Promise<object[]> {
  if (checks.length === 0 || checks.length > MOST_CHECKS) {
    throw new CodedError('BAD_USER_INPUT', `checks: is a list of 1 to ${MOST_CHECKS}.`);
  }
  const decided = await Promise.all(checks.map((one) => check(runtime, caller, one)));
  return decided.map((outcome) =>
    outcome.__typename === 'QuotaCheckResult'
      ? { status: outcome.allowed ? 200 : 429, ...bodyOf(outcome) }
      : { status: STATUS[outcome.__typename], error: errorOf(outcome) },
  );
}

function answerCheck(reply: FastifyReply, outcome: QuotaCheck): FastifyReply {
  if (outcome.__typename !== 'QuotaCheckResult') return refuse(reply, outcome);
  const { allowed, denial, states, decidedAt } = outcome;
  reply.headers(rateLimitFields(states, epochMs(decidedAt)));
  if (denial && denial.retryAfterMs !== null) {
    reply.header('retry-after', String(Math.ceil(denial.retryAfterMs / 1_000)));
  }
  return reply.code(allowed ? 200 : 429).send(bodyOf(outcome));
}

/** R4's QuotaCheckResult first, then all that was decided. */
function bodyOf({ __typename, error, tokensRemaining, quotaLimit, ...decision }: QuotaCheckResult): object {
  const { allowed, ...rest } = decision;
  const said = error === null ? {} : { error };
  return { ...said, allowed, tokens_remaining: tokensRemaining, quota_limit: quotaLimit, ...rest };
}

/** What no check of quotas answers with when it was decided. */
interface Undecided {
  __typename: keyof typeof STATUS;
  message: string;
  fields?: unknown;
}

const STATUS = { InvalidInput: 400, UnknownMeter: 400, NotFound: 404, IdempotencyConflict: 409 } as const;
const CODES = {
  InvalidInput: 'BAD_USER_INPUT',
  UnknownMeter: 'UNKNOWN_METER',
  NotFound: 'NOT_FOUND',
  IdempotencyConflict: 'IDEMPOTENCY_CONFLICT',
} as const;

const errorOf = ({ __typename, message, fields }: Undecided) => ({
  ...(fields === undefined ? {} : { fields }),
  code: CODES[__typename],
  message,
});

function refuse(reply: FastifyReply, outcome: Undecided): FastifyReply {
  return reply
    .code(STATUS[outcome.__typename])
    .send({ error: { ...errorOf(outcome), correlationId: reply.request.id } });
}

const notThere = (reply: FastifyReply, message: string): FastifyReply =>
  refuse(reply, { __typename: 'NotFound', message });

type Answered = { __typename: 'QuotaFinalised' | 'QuotaStatus' };

function answer(reply: FastifyReply, outcome: Answered | Undecided): FastifyReply {
  if ('message' in outcome) return refuse(reply, outcome);
  const { __typename, ...rest } = outcome;
  return reply.send(rest);
}
