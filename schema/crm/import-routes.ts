import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import {
  type CrmRuntime,
  csvOf,
  type Finding,
  findImportReport,
  type ImportKind,
  type ImportKinds,
  type ImportReport,
  importFile,
  importFindings,
} from '../../src/crm/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { Action } from '../../src/tenancy/index.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';
import { overPlan } from '../contract/over-plan.js';
import { spooled } from './spool.js';

const SORTS = { rejects: 'reject', repairs: 'repair', warnings: 'warning' } as const;
const COLUMNS = ['row', 'column', 'reason', 'from', 'to'] as const;
/** Lines of a download that are put together at once. */
const LINES = 500;

/**
 * `POST /v1/imports/{kind}` takes a CSV file (`?dryRun=true`, `?columns=ours:theirs,…`, header `Idempotency-Key`) and answers with the
 * report; `GET /v1/imports/{id}` gives it again, `GET /v1/imports/{id}/rejects` (`repairs`, `warnings`) all findings as CSV.
 */
export const importRoutes =
  (runtime: CrmRuntime, kinds: ImportKinds): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('text/csv', async (_request: FastifyRequest, payload: unknown) => payload);
    app.addContentTypeParser('*', async () => {
      throw new CodedError('BAD_USER_INPUT', 'Send the file as it is, with the content type text/csv.');
    });
    for (const kind of kinds.values()) {
      const config = { access: accessTo(kind.action as Action) };
      app.post(`/v1/imports/${kind.name}`, { config }, (request, reply) => upload(runtime, kind, request, reply));
    }
    const config = { access: accessTo('importRun') };
    app.get<{ Params: { id: string } }>('/v1/imports/:id', { config }, async (request, reply) => {
      const report = await reportOf(runtime, request, request.params.id);
      return report ? shown(report) : notThere(reply);
    });
    for (const list of ['rejects', 'repairs', 'warnings'] as const) {
      app.get<{ Params: { id: string } }>(`/v1/imports/:id/${list}`, { config }, async (request, reply) => {
        const { id } = request.params;
        if (!(await reportOf(runtime, request, id))) return notThere(reply);
        const { tenantId } = callerOf(await request.edgeContext());
        reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${list}-${id}.csv"`);
        return reply.send(Readable.from(csvLines(importFindings(runtime, tenantId, id), SORTS[list])));
      });
    }
  };

async function upload(runtime: CrmRuntime, kind: ImportKind<unknown>, request: FastifyRequest, reply: FastifyReply) {
  const caller = callerOf(await request.edgeContext());
  const { dryRun, columns } = request.query as { dryRun?: string; columns?: string };
  if (!request.body) throw new CodedError('BAD_USER_INPUT', 'Send the file as it is, with the content type text/csv.');
  const input = { dryRun: flag(dryRun), columns, idempotencyKey: request.headers['idempotency-key'] };
  const outcome = await spooled(request.body as AsyncIterable<Uint8Array>, (source) =>
    importFile(runtime, caller, kind, source, input),
  );
  switch (outcome.__typename) {
    case 'ImportReport':
      return shown(outcome);
    case 'PlanLimitReached':
      return overPlan(reply, outcome);
    case 'InvalidInput':
      throw new CodedError('BAD_USER_INPUT', outcome.message, { fields: outcome.fields });
    case 'IdempotencyConflict':
      return reply.code(409).send({ error: { code: 'IDEMPOTENCY_CONFLICT', message: outcome.message } });
  }
}

function flag(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new CodedError('BAD_USER_INPUT', 'dryRun: is true or false.');
}

async function reportOf(runtime: CrmRuntime, request: FastifyRequest, id: string): Promise<ImportReport | null> {
  return findImportReport(runtime, callerOf(await request.edgeContext()).tenantId, id);
}

const shown = ({ __typename, ...report }: ImportReport) => report;

const notThere = (reply: FastifyReply) =>
  reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no import with this id.' } });

/** The findings of one sort as CSV, some lines at a time. */
async function* csvLines(findings: AsyncIterable<Finding>, sort: Finding['sort']): AsyncGenerator<string> {
  yield csvOf(COLUMNS, []);
  let lines: Finding[] = [];
  for await (const finding of findings) {
    if (finding.sort !== sort) continue;
    lines.push(finding);
    if (lines.length < LINES) continue;
    yield withoutHeader(lines);
    lines = [];
  }
  if (lines.length > 0) yield withoutHeader(lines);
}

function withoutHeader(findings: Finding[]): string {
  const text = csvOf(
    COLUMNS,
    findings.map(({ row, column, reason, from, to }) => ({ row, column, reason, from: from ?? null, to: to ?? null })),
  );
  return text.slice(text.indexOf('\r\n') + 2);
}
