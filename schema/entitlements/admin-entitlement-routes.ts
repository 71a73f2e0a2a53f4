import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import {
  type EntitlementsProposed,
  exportLicensedUsers,
  proposeEntitlements,
  revOpsSummary,
  type SeatedUser,
  type SeatSummary,
  seatLists,
  seatSummary,
} from '../../src/entitlements/index.js';
import { isRefused, paged, parametersOf, placeAfter, refuse, rowsOf } from '../contract/admin-route.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';
import { overPlan } from '../contract/over-plan.js';

/**
 * R0's routes of seats: `GET /api/admin/revops`, `/api/admin/entitlements`, `/summary`, `/export` (CSV), for a tenant's admins and auditors; with
 * `tenantId` for operators, each such access receipted there. `PUT /api/admin/entitlements/config` is for operators: 202 with what a second one
 * confirms.
 */
export const adminEntitlementRoutes =
  (runtime: ApiRuntime): FastifyPluginAsync =>
  async (app) => {
    const reading = { config: { access: accessTo('readRevOps') } };
    app.get('/api/admin/revops', reading, async (request, reply) => {
      const { tenantId } = parametersOf(request.query, ['tenantId']);
      const outcome = await revOpsSummary(runtime, callerOf(await request.edgeContext()), { tenantId });
      if (isRefused(outcome)) return refuse(reply, outcome);
      const { blockedAttempts, blockedSince, ...seats } = outcome;
      return { blocked_attempts: blockedAttempts, blocked_attempts_since: blockedSince, ...summaryBody(seats) };
    });
    app.get('/api/admin/entitlements', reading, (request, reply) => lists(runtime, request, reply));
    app.get('/api/admin/entitlements/summary', reading, async (request, reply) => {
      const { tenantId } = parametersOf(request.query, ['tenantId']);
      const outcome = await seatSummary(runtime, callerOf(await request.edgeContext()), { tenantId });
      return isRefused(outcome) ? refuse(reply, outcome) : summaryBody(outcome);
    });
    app.put('/api/admin/entitlements/config', { config: { access: accessTo('setPlan') } }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const outcome = await proposeEntitlements(runtime, caller, configCommand(request));
      if (outcome.__typename === 'EntitlementsProposed') return reply.code(202).send(proposedBody(outcome));
      if (outcome.__typename !== 'SeatLimitBelowUse') return refuse(reply, outcome);
      const { message, used } = outcome;
      return reply.code(409).send({ error: { code: 'SEAT_LIMIT_BELOW_USE', message, licensed_users: used } });
    });
    const exporting = { config: { access: accessTo('exportLicensedUsers') } };
    app.get('/api/admin/entitlements/export', exporting, async (request, reply) => {
      const { tenantId } = parametersOf(request.query, ['tenantId']);
      const command = { tenantId, idempotencyKey: request.headers['idempotency-key'] };
      const outcome = await exportLicensedUsers(runtime, callerOf(await request.edgeContext()), command);
      if (outcome.__typename === 'PlanLimitReached') return overPlan(reply, outcome);
      if (isRefused(outcome)) return refuse(reply, outcome);
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', 'attachment; filename="licensed-users.csv"');
      return reply.type('text/csv; charset=utf-8').send(outcome.csv);
    });
  };

async function lists(runtime: ApiRuntime, request: FastifyRequest, reply: FastifyReply) {
  const names = ['tenantId', 'limit', 'licensedAfter', 'observersAfter'] as const;
  const { tenantId, limit, licensedAfter, observersAfter } = parametersOf(request.query, names);
  const rows = rowsOf(limit);
  const outcome = await seatLists(runtime, callerOf(await request.edgeContext()), {
    tenantId,
    most: rows + 1,
    licensedAfter: seatAfter(licensedAfter),
    observersAfter: seatAfter(observersAfter),
  });
  if (isRefused(outcome)) return refuse(reply, outcome);
  const page = (users: SeatedUser[]) => paged(users, rows, ({ createdAt, seatId }) => [createdAt, seatId]);
  const [licensed, observers] = [page(outcome.licensed), page(outcome.observers)];
  return {
    tenant_id: outcome.tenantId,
    licensed: licensed.rows.map(userBody),
    observers: observers.rows.map(userBody),
    next: { licensed: licensed.next, observers: observers.next },
  };
}

function seatAfter(cursor: string | undefined) {
  const place = placeAfter(cursor);
  return place && { createdAt: place[0], id: place[1] };
}

const userBody = ({ userId, handle, name, email, externalId, seatType, since }: SeatedUser) => ({
  user_id: userId,
  handle,
  name,
  email,
  external_id: externalId,
  seat_type: seatType.toLowerCase(),
  since,
});

/** `utilization` is R0's percentage, to two decimals; null where the limit is none or zero. */
const summaryBody = (seats: Omit<SeatSummary, '__typename'>) => ({
  tenant_id: seats.tenantId,
  tier: seats.tier,
  licensed_users: seats.used,
  observer_users: seats.observers,
  seat_limit: seats.limit,
  near_limit: seats.nearLimit,
  utilization: seats.utilisationBp === null ? null : seats.utilisationBp / 100,
  proposed: seats.proposalId && { proposal_id: seats.proposalId, seat_limit: seats.proposedLimit },
});

const proposedBody = ({ tenantId, tierChangeId, seatLimitProposalId }: EntitlementsProposed) => ({
  tenant_id: tenantId,
  status: 'proposed',
  tier_change_id: tierChangeId,
  seat_limit_proposal_id: seatLimitProposalId,
});

const NAMES: Readonly<Record<string, string>> = {
  tenant_id: 'tenantId',
  seat_limit: 'seatLimit',
  reason_code: 'reasonCode',
};

/** The command in R0's names or ours. */
function configCommand({ body, headers }: FastifyRequest): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = Object.entries(body).map(([name, value]) => [NAMES[name] ?? name, value]);
  return { ...Object.fromEntries(given), idempotencyKey: headers['idempotency-key'] };
}
