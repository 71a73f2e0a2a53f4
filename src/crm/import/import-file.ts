import { z } from 'zod';
import {
  importRunInsert,
  importRunLockToEnd,
  importRunLockToStart,
  importRunMarkEnded,
} from '../../../cypher/generated/crm.js';
import { monthsWrite } from '../../../cypher/generated/entitlements.js';
import type { MonthRow, TermsRow } from '../../../cypher/rows.js';
import { fits, monthUse, oneMore, planLimitReached, refusalReceipt } from '../../entitlements/index.js';
import type { PlanLimitReached } from '../../evidence/index.js';
import type { Caller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import {
  type IdempotencyConflict,
  type InvalidInput,
  invalidInput,
  type Outcome,
  parseCommand,
} from '../../kernel/outcomes.js';
import { newId } from '../../kernel/values/ids.js';
import { instantOf } from '../../kernel/values/instants.js';
import { monthKey, monthOf } from '../../kernel/values/months.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { zoneOf } from '../../tenancy/index.js';
import { CsvError } from '../csv.js';
import { key } from '../fields.js';
import { type CrmRuntime, crmSettings } from '../settings.js';
import { type ColumnMapping, constants, csvColumns, readMapping } from './column-mapping.js';
import type { ImportKind, ImportWork } from './import-kind.js';
import { findImportReport, type ImportReport, reportOf } from './import-report.js';
import { runPasses } from './run-passes.js';
import { SeenKeys } from './seen-keys.js';
import { type ImportSource, type Survey, surveyFile } from './survey-file.js';
import { runHead } from './write-chunk.js';

const schema = z.strictObject({
  /** Says what would happen, and writes nothing. */
  dryRun: z.boolean().nullish(),
  /** `ours:theirs,ours:=value` (see readMapping). */
  columns: z.string().max(4000).nullish(),
  idempotencyKey: key,
});

/** A run was noted; nothing but its start is written yet. */
interface ImportStarted extends Outcome {
  __typename: 'ImportStarted';
  importRunId: string;
}

/**
 * Imports a CSV file: good rows are written, in chunks of one transaction and one receipt each, bad ones are reported. The whole file is
 * read through first: one that is no CSV, or lacks a column, is InvalidInput with nothing written. A call that is repeated with its key
 * takes up where the first one ended; a file imported again changes nothing. Refused, with a receipt, when the plan has no more.
 */
export async function importFile(
  runtime: CrmRuntime,
  caller: Caller,
  kind: ImportKind<unknown>,
  source: ImportSource,
  input: unknown,
): Promise<ImportReport | PlanLimitReached | InvalidInput | IdempotencyConflict> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { dryRun, columns, idempotencyKey } = parsed.command;
  await runtime.unitOfWork.authorize(caller, kind.action);
  const read = readMapping(columns ?? '', kind.columns);
  if (!read.ok) return invalidInput({ path: 'columns', message: read.message });
  const survey = await surveyed(source, kind, read.mapping);
  if ('__typename' in survey) return survey;
  const settings = await crmSettings(runtime, caller.tenantId);
  const seen = new SeenKeys();
  const work = { runtime, caller, settings, known: (rowKey: string) => seen.has(rowKey) };
  const file = {
    source,
    columns: csvColumns(kind.columns, read.mapping),
    found: survey.columns,
    constants: constants(read.mapping),
  };
  if (dryRun) {
    const report = reportOf(kind.name, survey.ignored);
    await runPasses({ ...work, runId: null }, kind, file, seen, report);
    return report;
  }
  const started = await start(work, kind, survey, columns ?? '', idempotencyKey);
  if (started.__typename !== 'ImportStarted') return started;
  const runId = started.importRunId;
  const done = await findImportReport(runtime, caller.tenantId, runId);
  if (done?.status === 'completed') return { ...done, ignoredColumns: survey.ignored };
  await runPasses({ ...work, runId }, kind, file, seen, reportOf(kind.name, []));
  await end(work, kind, runId, survey.sha256);
  const report = await findImportReport(runtime, caller.tenantId, runId);
  if (!report) throw new DefectError(`Import run ${runId} is not there`);
  return { ...report, ignoredColumns: survey.ignored };
}

async function surveyed(
  source: ImportSource,
  kind: ImportKind<unknown>,
  mapping: ColumnMapping,
): Promise<Survey | InvalidInput> {
  try {
    return await surveyFile(source, csvColumns(kind.columns, mapping));
  } catch (error) {
    if (error instanceof CsvError) return invalidInput({ path: '', message: error.message });
    throw error;
  }
}

type Starting = Omit<ImportWork, 'runId'>;

/** An import that has not ended counts under the plan for as long: one that broke off is not waited for longer. */
const UNDER_WAY_MS = 3_600_000;

async function start(
  { runtime, caller }: Starting,
  kind: ImportKind<unknown>,
  survey: Survey,
  columns: string,
  idempotencyKey: string | null | undefined,
): Promise<ImportStarted | PlanLimitReached | IdempotencyConflict> {
  const importRunId = newId();
  const head = runHead(importRunId);
  const command = { kind: kind.name, fileSha256: survey.sha256, columns };
  const zone = await zoneOf(runtime, caller.tenantId);
  const now = instantNow(runtime.clock);
  const since = instantOf(runtime.clock.now() - UNDER_WAY_MS);
  return runtime.unitOfWork.write<ImportStarted | PlanLimitReached>(
    { caller, action: kind.action, command, idempotencyKey },
    async (step) => {
      const months = [monthKey(null, now, zone)];
      const locked = await step.lock(importRunLockToStart, { heads: [head], months, since });
      if (!locked) throw new DefectError(`There is no tenant ${caller.tenantId}`);
      const refused = refusedByPlan(step, locked, { importRunId, kind: kind.name });
      if (refused) return planLimitReached(refused, monthOf(now, zone).end);
      const run = { id: importRunId, kind: kind.name, fileSha256: survey.sha256, startedBy: caller.id };
      step.write(importRunInsert, { run: { ...run, at: step.now } });
      step.receipt({
        workflow: head.id,
        step: 'START_IMPORT',
        outcome: 'ALLOWED',
        resource: { type: 'ImportRun', id: importRunId, version: 1 },
        business: {
          ...{ kind: kind.name, file_sha256: survey.sha256, columns: survey.columns, mapping: columns },
          snapshot: [{ type: 'ImportRun', ...run, createdAt: step.now, status: 'running', version: 1 }],
        },
      });
      return { __typename: 'ImportStarted', importRunId };
    },
  );
}

/** Leaves the receipt of an import for which the plan has no room, beside those that are under way; gives the limit. */
function refusedByPlan(
  step: WriteStep,
  { terms, months, underWay }: { terms: TermsRow; months: MonthRow[]; underWay: number },
  { importRunId, kind }: { importRunId: string; kind: string },
) {
  const use = monthUse(terms, 'imports', months, step.now);
  if (fits(use, 1 + underWay)) return null;
  step.receipt({
    workflow: runHead(importRunId).id,
    resource: { type: 'ImportRun', id: importRunId, version: null },
    ...refusalReceipt(use, terms, step.now, { kind, under_way: underWay }),
  });
  return use;
}

async function end({ runtime, caller }: Starting, kind: ImportKind<unknown>, runId: string, fileSha256: string) {
  const head = runHead(runId);
  const spec = {
    caller,
    action: kind.action,
    command: { importRunId: runId, end: true },
    idempotencyKey: `${runId}:end`,
  };
  const month = monthKey(null, instantNow(runtime.clock), await zoneOf(runtime, caller.tenantId));
  await runtime.unitOfWork.write(spec, async (step) => {
    const run = await step.lock(importRunLockToEnd, { heads: [head], id: runId, months: [month] });
    if (!run) throw new DefectError(`Import run ${runId} is not there`);
    const version = run.version + 1;
    const { created, updated, unchanged, rejected, repairs, warnings } = run;
    const counts = { created, updated, unchanged, rejected, repairs, warnings };
    step.write(importRunMarkEnded, { id: runId, at: step.now, version });
    step.write(monthsWrite, { months: oneMore(run.months, 'imports') });
    step.receipt({
      workflow: head.id,
      step: 'RUN_IMPORT',
      outcome: 'ALLOWED',
      resource: { type: 'ImportRun', id: runId, version },
      business: {
        ...{ event: 'import_success', counted_in: month.start, kind: kind.name, file_sha256: fileSha256, counts },
        snapshot: [{ type: 'ImportRun', id: runId, status: 'completed', endedAt: step.now, version }],
      },
    });
    return { __typename: 'ImportEnded' };
  });
}
