import type { FastifyReply } from 'fastify';
import type { PlanLimitReached } from '../../src/evidence/index.js';

/** Answers 429 when the plan leaves no room. Without Retry-After: its end may be weeks away, and clients wait for that. */
export const overPlan = (reply: FastifyReply, { message, limitName, limit, used, resetsAt }: PlanLimitReached) =>
  reply.code(429).send({
    error: { code: 'PLAN_LIMIT_REACHED', message, limit_name: limitName, limit, used, resets_at: resetsAt },
  });
