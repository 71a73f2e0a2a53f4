import type { FastifyPluginAsync } from 'fastify';
import type { Runtime } from '../../src/kernel/runtime.js';
import { eventLog, type ShownEvent } from '../../src/usage/index.js';
import { isRefused, paged, parametersOf, placeAfter, refuse, rowsOf } from '../contract/admin-route.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';

/** `GET /api/admin/revops/events`: R0's event log, newest first, by `eventName` and `userId`; `after` is the `next` of the page before. */
export const adminEventRoutes =
  (runtime: Runtime): FastifyPluginAsync =>
  async (app) => {
    const names = ['tenantId', 'eventName', 'userId', 'limit', 'after'] as const;
    app.get('/api/admin/revops/events', { config: { access: accessTo('readRevOps') } }, async (request, reply) => {
      const { limit, after, ...filter } = parametersOf(request.query, names);
      const rows = rowsOf(limit);
      const place = placeAfter(after);
      const outcome = await eventLog(runtime, callerOf(await request.edgeContext()), {
        ...filter,
        after: place && { occurredAt: place[0], id: place[1] },
        most: rows + 1,
      });
      if (isRefused(outcome)) return refuse(reply, outcome);
      const page = paged(outcome.events, rows, ({ occurredAt, id }) => [occurredAt, id]);
      return { tenant_id: outcome.tenantId, events: page.rows.map(eventBody), next: page.next };
    });
  };

/** R0's columns. */
const eventBody = ({ id, type, userId, seatType, metadata, occurredAt }: ShownEvent) => ({
  id,
  event_name: type,
  user_id: userId,
  seat_type: seatType,
  metadata,
  created_at: occurredAt,
});
