import { createHash, type Hash } from 'node:crypto';
import { type CsvColumn, type CsvPart, readCsv } from '../csv.js';
import type { CrmSettings } from '../settings.js';
import { Cells } from './cells.js';
import type { ImportKind, RowResult } from './import-kind.js';
import { RowNotes } from './row-notes.js';
import type { SeenKeys } from './seen-keys.js';
import type { ImportSource } from './survey-file.js';

/** Rows of one transaction: at 500, claim, locks, receipt and commit cost little beside the rows themselves. */
const CHUNK = 500;

/** A row on its way through a pass. */
export interface Entry {
  /** Line of the file. */
  number: number;
  /** Place among all rows of the file, from 0. */
  index: number;
  /** Null when there is nothing to write: it was rejected, or says the same as an earlier row. */
  value: unknown;
  notes: RowNotes;
  result: RowResult;
}

export interface Chunk {
  /** Place among the chunks of its pass, from 0. */
  n: number;
  entries: Entry[];
  /** Hex SHA-256 of what the file says in these rows. */
  sha256: string;
}

interface Reading {
  source: ImportSource;
  columns: readonly CsvColumn[];
  constants: Readonly<Record<string, string>>;
  kind: ImportKind<unknown>;
  settings: CrmSettings;
}

/** Reads a file's rows in chunks. `seen` finds keys that the file holds twice; without it rows are read again, in a later pass. */
export async function* readChunks(reading: Reading, seen: SeenKeys | null): AsyncGenerator<Chunk> {
  const parts = readCsv(reading.source(), reading.columns);
  let chunk = begin(0);
  let index = 0;
  for await (const part of parts) {
    if (part.kind === 'header') continue;
    chunk.digest.update(`${JSON.stringify(part)}\n`);
    chunk.entries.push(readRow(reading, part, index++, seen));
    if (chunk.entries.length < CHUNK) continue;
    yield ended(chunk);
    chunk = begin(chunk.n + 1);
  }
  if (chunk.entries.length > 0) yield ended(chunk);
}

const begin = (n: number) => ({ n, entries: [] as Entry[], digest: createHash('sha256') });

const ended = ({ n, entries, digest }: { n: number; entries: Entry[]; digest: Hash }): Chunk => ({
  n,
  entries,
  sha256: digest.digest('hex'),
});

function readRow(
  { kind, constants, settings }: Reading,
  part: Exclude<CsvPart, { kind: 'header' }>,
  index: number,
  seen: SeenKeys | null,
): Entry {
  const notes = new RowNotes(part.line);
  const entry: Entry = { number: part.line, index, value: null, notes, result: 'unchanged' };
  if (part.kind === 'rejected') {
    notes.reject(part.column, part.reason);
    return entry;
  }
  const values = { ...part.values, ...constants };
  const value = kind.parse(new Cells(values, notes, settings), notes);
  if (value === null || notes.rejected) return entry;
  const before = seen?.add(kind.keyOf(value), JSON.stringify(values), part.line);
  if (!before) return { ...entry, value };
  if (before.same) notes.warn(null, `says the same as row ${before.line}`);
  else notes.reject(null, `is another row with the identity of row ${before.line}, which was taken`);
  return entry;
}
