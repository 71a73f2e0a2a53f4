import { Readable } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { type EvidenceRuntime, type ExportSelection, exportReceipts } from '../../src/evidence/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';
import { overPlan } from '../contract/over-plan.js';

/**
 * `GET /v1/receipts/export?workflow=…|resource=…` streams export lines (docs/receipt-format.md), the whole log without either. It is
 * read as the client takes it.
 */
export const exportRoute =
  (runtime: EvidenceRuntime): FastifyPluginAsync =>
  async (app) => {
    const config = { access: accessTo('exportReceipts') };
    app.get<{ Querystring: Record<string, unknown> }>('/v1/receipts/export', { config }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const outcome = await exportReceipts(runtime, caller, selectionOf(request.query));
      if (outcome.__typename === 'NotFound') return reply.callNotFound();
      if (outcome.__typename === 'PlanLimitReached') return overPlan(reply, outcome);
      reply.header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="receipts.jsonl"');
      return reply.type('application/x-ndjson').send(Readable.from(outcome.text, { objectMode: false }));
    });
  };

function selectionOf({ workflow, resource, ...others }: Record<string, unknown>): ExportSelection {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new CodedError('BAD_USER_INPUT', `${other}: there is no such parameter.`);
  if (workflow !== undefined && resource !== undefined) {
    throw new CodedError('BAD_USER_INPUT', 'workflow and resource cannot be combined; take one of them.');
  }
  if (workflow !== undefined) return { workflowId: text('workflow', workflow) };
  return resource === undefined ? { all: true } : { resourceId: text('resource', resource) };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new CodedError('BAD_USER_INPUT', `${name}: is one id.`);
}
