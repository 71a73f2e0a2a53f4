import type { HeadParams } from '../../../cypher/rows.js';
import type { Caller } from '../../kernel/caller.js';
import type { WriteStep } from '../../kernel/write-step.js';
import type { DigestedNode } from '../rebuild.js';
import type { CrmRuntime, CrmSettings } from '../settings.js';
import type { Cells } from './cells.js';
import type { RowNotes } from './row-notes.js';

/** A column of an import: the header it has in our own form, and others that mean the same. */
export interface ImportColumn {
  name: string;
  aliases?: readonly string[];
  /** The file must have it; single cells may be empty all the same. */
  required?: boolean;
}

/** What became of one row. */
export type RowResult = 'created' | 'updated' | 'unchanged' | 'rejected';

/** One row that could be read. */
export interface ImportRow<Row> {
  /** Line of the file. */
  number: number;
  value: Row;
  notes: RowNotes;
}

/** One import under way, as its kind sees it. */
export interface ImportWork<R extends CrmRuntime = CrmRuntime> {
  runtime: R;
  caller: Caller;
  settings: CrmSettings;
  /** Null in a dry run. */
  runId: string | null;
  /** Whether a row with this key was in the file so far. */
  known(key: string): boolean;
}

/** What became of a chunk's rows, and what its receipt tells of what they wrote. */
export interface RowsWritten {
  results: RowResult[];
  /** Nodes of a label as they are from now on. */
  nodes?: { label: string; nodes: DigestedNode[] };
  /** What is told whole. */
  snapshot?: object[];
}

/**
 * One transaction for a whole chunk: `body` locks (with the given heads among its own), writes, and gives each row's result; record and
 * receipt of the chunk are added to it. A chunk that was written before is not written again: its saved results come back.
 */
export type Transact = (body: (step: WriteStep, heads: HeadParams[]) => Promise<RowsWritten>) => Promise<RowResult[]>;

/** One way through the rows of a file, some 500 at a time. Rows that a note rejects on the way are left out from then on. */
export interface ImportPass<Row> {
  /** The pass is left out when the file has no such column. */
  column?: string;
  /** Looks up what rows refer to; notes what is not there. Reads only. */
  resolve(work: ImportWork, rows: ImportRow<Row>[]): Promise<void>;
  /** Says what writing the rows would do. Reads only. */
  preview(work: ImportWork, rows: ImportRow<Row>[]): Promise<RowResult[]>;
  /**
   * Writes the rows: in one transaction through `transact`, or each by a use case of its own, whose idempotency key is then made of run
   * and row. Gives each row's result, in order.
   */
  write(work: ImportWork, rows: ImportRow<Row>[], transact: Transact): Promise<RowResult[]>;
}

/** What a slice registers so that its rows can be imported (`POST /v1/imports/{name}`). */
export interface ImportKind<Row> {
  name: string;
  /** Row of the rights table. */
  action: string;
  /** Chunks of kinds with the same turn wait for each other in the process (see the unit of work). */
  turn?: string;
  columns: readonly ImportColumn[];
  /** Reads one row; null when it was rejected. */
  parse(cells: Cells, notes: RowNotes): Row | null;
  /** What makes a row the same in two files; a file may hold it once. */
  keyOf(row: Row): string;
  passes: readonly [ImportPass<Row>, ...ImportPass<Row>[]];
}

/** The kinds that a process can import, by name. */
export type ImportKinds = ReadonlyMap<string, ImportKind<unknown>>;

/** Makes the register of kinds. */
export const importKinds = (...kinds: ImportKind<unknown>[]): ImportKinds =>
  new Map(kinds.map((kind) => [kind.name, kind]));
