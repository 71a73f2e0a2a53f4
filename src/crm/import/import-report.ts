import { importChunksListFindings, importRunFindById } from '../../../cypher/generated/crm.js';
import type { ImportCounts } from '../../../cypher/rows.js';
import type { Outcome } from '../../kernel/outcomes.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import type { Entry } from './read-chunks.js';
import type { Finding } from './row-notes.js';
import { noCounts } from './tally.js';

/** An import, done or under way: its counts, and of its findings the first of each sort. */
export interface ImportReport extends Outcome {
  __typename: 'ImportReport';
  /** Null for a dry run. */
  importRunId: string | null;
  kind: string;
  status: 'dry_run' | 'running' | 'completed';
  fileSha256: string | null;
  startedBy: string | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
  counts: ImportCounts;
  /** At most 100 of each sort; all of them are to be downloaded. */
  rejects: Finding[];
  repairs: Finding[];
  warnings: Finding[];
  /** Headers of the file that mean nothing to this import. */
  ignoredColumns: string[];
}

const MOST_SHOWN = 100;
const LIST_OF = { reject: 'rejects', repair: 'repairs', warning: 'warnings' } as const;
/** Chunks whose findings are read at once: some 500 rows each. */
const CHUNKS_AT_ONCE = 20;

/** A report with nothing in it yet, of a dry run. */
export const reportOf = (kind: string, ignoredColumns: string[]): ImportReport => ({
  __typename: 'ImportReport',
  importRunId: null,
  kind,
  status: 'dry_run',
  fileSha256: null,
  startedBy: null,
  startedAt: null,
  endedAt: null,
  counts: noCounts(),
  rejects: [],
  repairs: [],
  warnings: [],
  ignoredColumns,
});

/** Adds the findings of rows to a report, as far as it shows them. */
export function addFindings(report: ImportReport, entries: readonly Pick<Entry, 'notes'>[]): void {
  for (const { notes } of entries) for (const finding of notes.findings) show(report, finding);
}

function show(report: ImportReport, finding: Finding): void {
  const list = report[LIST_OF[finding.sort]];
  if (list.length < MOST_SHOWN) list.push(finding);
}

/** The report of a run of this tenant, or null. Which headers meant nothing is only told by the import itself. */
export async function findImportReport(
  runtime: Pick<Runtime, 'graph'>,
  tenantId: string,
  runId: string,
): Promise<ImportReport | null> {
  const [row] = await runtime.graph.read(importRunFindById, tenantId, { id: runId });
  if (!row) return null;
  const { run, created, updated, unchanged, rejected, repairs, warnings } = row;
  const report: ImportReport = {
    ...reportOf(run.kind, []),
    importRunId: run.id,
    status: run.status,
    fileSha256: run.fileSha256,
    startedBy: run.startedBy,
    startedAt: run.createdAt,
    endedAt: run.endedAt,
    counts: { created, updated, unchanged, rejected, repairs, warnings },
  };
  const isFull = () =>
    // A rejected row may have several reasons.
    (rejected === 0 || report.rejects.length >= MOST_SHOWN) &&
    report.repairs.length >= Math.min(MOST_SHOWN, repairs) &&
    report.warnings.length >= Math.min(MOST_SHOWN, warnings);
  if (isFull()) return report;
  for await (const finding of importFindings(runtime, tenantId, runId)) {
    show(report, finding);
    if (isFull()) break;
  }
  return report;
}

/** All findings of a run, in the order of the file (once for each pass over it), some chunks at a time. */
export async function* importFindings(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  runId: string,
): AsyncGenerator<Finding> {
  for (let afterSeq = -1; ; ) {
    const rows = await graph.read(importChunksListFindings, tenantId, { runId, afterSeq, limit: CHUNKS_AT_ONCE });
    for (const { findings } of rows) yield* JSON.parse(findings) as Finding[];
    const last = rows.at(-1);
    if (!last || rows.length < CHUNKS_AT_ONCE) return;
    afterSeq = last.seq;
  }
}
