import type { CsvColumn } from '../csv.js';
import type { ImportKind, ImportPass, ImportWork } from './import-kind.js';
import { addFindings, type ImportReport } from './import-report.js';
import { type Chunk, type Entry, readChunks } from './read-chunks.js';
import { RowResults } from './row-results.js';
import type { SeenKeys } from './seen-keys.js';
import type { ImportSource } from './survey-file.js';
import { add, countLaterPass, countRows } from './tally.js';
import { rowsToWrite, settle, writeChunk } from './write-chunk.js';

interface File {
  source: ImportSource;
  /** What to look for, and what of it the file has. */
  columns: readonly CsvColumn[];
  found: readonly string[];
  constants: Readonly<Record<string, string>>;
}

/** Takes a file through all passes of its kind, writing (or, in a dry run, only saying) what they come to; adds it up in `report`. */
export async function runPasses(
  work: ImportWork,
  kind: ImportKind<unknown>,
  file: File,
  seen: SeenKeys,
  report: ImportReport,
): Promise<void> {
  const results = new RowResults();
  let seq = 0;
  for (const [n, pass] of kind.passes.entries()) {
    const first = n === 0;
    if (pass.column !== undefined && !file.found.includes(pass.column) && !(pass.column in file.constants)) continue;
    const count = first
      ? countRows
      : (entries: readonly Entry[]) => countLaterPass(entries, ({ index }) => results.get(index));
    const finish = (chunk: Chunk) => {
      add(report.counts, count(chunk.entries));
      addFindings(report, chunk.entries);
      for (const entry of chunk.entries) if (first) results.set(entry.index, entry.result);
    };
    // One chunk is read and looked up while the one before it is being written.
    let writing: Promise<void> = Promise.resolve();
    const reading = { ...file, kind, settings: work.settings };
    for await (const chunk of readChunks(reading, first ? seen : null)) {
      if (!first) skipSettled(chunk, results);
      await resolve(pass, work, chunk);
      await writing;
      writing = step(work, kind, pass, chunk, seq++, count).then(() => finish(chunk));
      writing.catch(() => undefined);
    }
    await writing;
  }
}

/** In a later pass: what was told before is not told again, and what was rejected stays so. */
function skipSettled(chunk: Chunk, results: RowResults): void {
  for (const entry of chunk.entries) {
    entry.notes.findings.length = 0;
    if (results.get(entry.index) === 'rejected') entry.value = null;
  }
}

async function resolve(pass: ImportPass<unknown>, work: ImportWork, chunk: Chunk): Promise<void> {
  const rows = rowsToWrite(chunk);
  if (rows.length > 0) await pass.resolve(work, rows);
}

async function step(
  work: ImportWork,
  kind: ImportKind<unknown>,
  pass: ImportPass<unknown>,
  chunk: Chunk,
  seq: number,
  count: (entries: readonly Entry[]) => ReturnType<typeof countRows>,
): Promise<void> {
  const { runId } = work;
  if (runId !== null) return writeChunk({ kind, pass, work: { ...work, runId }, chunk, seq, count });
  const rows = rowsToWrite(chunk);
  settle(chunk.entries, rows, rows.length > 0 ? await pass.preview(work, rows) : []);
}
