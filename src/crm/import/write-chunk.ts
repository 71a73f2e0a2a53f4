import { importChunkInsert } from '../../../cypher/generated/crm.js';
import { headsLock } from '../../../cypher/generated/evidence.js';
import type { ImportCounts } from '../../../cypher/rows.js';
import { textDigest } from '../../evidence/index.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import { newId } from '../../kernel/values/ids.js';
import type { WriteStep } from '../../kernel/write-step.js';
import type { ImportKind, ImportPass, ImportWork, RowResult, RowsWritten } from './import-kind.js';
import type { Chunk, Entry } from './read-chunks.js';
import { lettersOf, resultsOf } from './tally.js';

/** The chain of one import run. */
export const runHead = (runId: string) => ({ id: workflowId('batch', runId), kind: 'batch' });

/** The saved answer of a chunk: what became of every row, one letter each. */
interface ChunkWritten extends Outcome {
  __typename: 'ImportChunkWritten';
  results: string;
}

/** What to do with one chunk, and how to count it. */
export interface ChunkTask {
  kind: ImportKind<unknown>;
  pass: ImportPass<unknown>;
  work: ImportWork & { runId: string };
  chunk: Chunk;
  /** Place among all chunks of the run. */
  seq: number;
  count(entries: readonly Entry[]): ImportCounts;
}

/** The rows of a chunk that have something to be written. */
export const rowsToWrite = ({ entries }: Chunk): Entry[] =>
  entries.filter(({ value, notes }) => value !== null && !notes.rejected);

/** Puts down what became of the rows that were to be written; what a note rejected is rejected. */
export function settle(entries: readonly Entry[], rows: readonly Entry[], results: readonly RowResult[]): void {
  for (const [n, row] of rows.entries()) row.result = results[n] ?? 'unchanged';
  for (const entry of entries) if (entry.notes.rejected) entry.result = 'rejected';
}

/**
 * Writes one chunk of rows with its record and one receipt: the digest of its rows and the counts. The chunk's key makes it a no-op when
 * the run is taken up again after a crash.
 */
export async function writeChunk(task: ChunkTask): Promise<void> {
  const { pass, work, chunk } = task;
  const rows = rowsToWrite(chunk);
  const head = runHead(work.runId);
  let written = false;
  const inOneTransaction = async (body: (step: WriteStep, heads: (typeof head)[]) => Promise<RowsWritten>) => {
    const noted = rows.map(({ notes }) => notes.findings.length);
    await transact(task, rows, async (step) => {
      // The body may run again: what an earlier run of it noted is forgotten.
      for (const [n, { notes }] of rows.entries()) notes.findings.length = noted[n] ?? 0;
      return body(step, [head]);
    });
    written = true;
    return rows.map(({ result }) => result);
  };
  const results = rows.length > 0 ? await pass.write(work, rows, inOneTransaction) : [];
  if (written) return;
  await transact(task, rows, async (step) => {
    await step.lock(headsLock, { heads: [head] });
    return { results };
  });
}

async function transact(
  task: ChunkTask,
  rows: readonly Entry[],
  body: (step: WriteStep) => Promise<RowsWritten>,
): Promise<void> {
  const { kind, work, chunk, seq } = task;
  const chunkId = newId();
  const outcome = await work.runtime.unitOfWork.write<ChunkWritten>(
    {
      caller: work.caller,
      action: kind.action,
      command: { importRunId: work.runId, seq, rowsSha256: chunk.sha256 },
      idempotencyKey: `${work.runId}:${seq}`,
      ...(kind.turn ? { turn: kind.turn } : {}),
    },
    async (step) => {
      const written = await body(step);
      settle(chunk.entries, rows, written.results);
      record(step, task, chunkId, written);
      return { __typename: 'ImportChunkWritten', results: lettersOf(chunk.entries.map(({ result }) => result)) };
    },
  );
  if (outcome.__typename !== 'ImportChunkWritten') throw new DefectError('The rows of an import run have changed');
  // A chunk that was written before answers with what it did then.
  for (const [n, result] of resultsOf(outcome.results).entries()) {
    const entry = chunk.entries[n];
    if (entry) entry.result = result;
  }
}

function record(
  step: WriteStep,
  { kind, work, chunk, seq, count }: ChunkTask,
  chunkId: string,
  { nodes, snapshot = [] }: RowsWritten,
): void {
  const findings = JSON.stringify(chunk.entries.flatMap(({ notes }) => notes.findings));
  const counts = count(chunk.entries);
  const own = { id: chunkId, runId: work.runId, seq, ...counts };
  step.write(importChunkInsert, { chunk: { ...own, at: step.now, findings } });
  step.receipt({
    workflow: runHead(work.runId).id,
    step: 'IMPORT_ROWS',
    outcome: 'ALLOWED',
    resource: { type: 'ImportRun', id: work.runId, version: null },
    business: {
      kind: kind.name,
      chunk: seq,
      rows: { first: chunk.entries[0]?.number, last: chunk.entries.at(-1)?.number, count: chunk.entries.length },
      rows_sha256: chunk.sha256,
      counts,
      ...nodes,
      snapshot: [
        ...snapshot,
        { type: 'ImportChunk', ...own, createdAt: step.now, findingsSha256: textDigest(findings) },
      ],
    },
  });
}
