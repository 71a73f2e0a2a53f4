import {
  eachWorkflow,
  type LogSource,
  logVerifierKey,
  parseTilePath,
  readCheckpoint,
  readTile,
  type VerifyReport,
  verifyLog,
  verifyWorkflow,
  type WorkflowEnd,
  type WorkflowVerification,
} from '../src/evidence/index.js';
import { type DemoJob, type DemoRuntime, forEach } from './job.js';
import { untilAll } from './waiting.js';

/** What was verified of a tenant's evidence. */
export interface Verified {
  ok: boolean;
  /** Receipts by kind of workflow. */
  receipts: Record<string, number>;
  workflows: number;
  payloads: { verified: number; erased: number };
  /** The first chain that fails, if one does. */
  failure: WorkflowVerification | null;
  log: VerifyReport;
}

/** Verifying one chain is a few reads: enough at a time to keep the database busy. */
const CHAINS_AT_ONCE = 16;

/**
 * Waits until every receipt is sealed; then recomputes each workflow's chain from the graph, with payloads and places in the
 * log, and the whole log from its tiles against its signed checkpoint.
 */
export async function verifyEvidence({ runtime, tenantId, progress }: DemoJob): Promise<Verified> {
  const ends = await workflows(runtime, tenantId);
  const total = ends.reduce((sum, { seq }) => sum + seq, 0);
  await progress.stage('seal', total, (done) =>
    untilAll(total, () => logSize(runtime, tenantId), { done, who: 'sealer' }),
  );
  const chains = await progress.stage('verify chains', ends.length, (done) =>
    forEach(
      ends,
      async ({ id }) => {
        const verification = await verifyWorkflow(runtime, tenantId, id);
        done();
        return verification;
      },
      CHAINS_AT_ONCE,
    ),
  );
  const log = await progress.stage('verify log', null, async () =>
    verifyLog(logOf(runtime, tenantId), [await logVerifierKey(runtime.logSettings, tenantId)]),
  );
  const failure = chains.find((chain) => chain && !chain.ok) ?? null;
  const receipts: Record<string, number> = {};
  for (const { kind, seq } of ends) receipts[kind] = (receipts[kind] ?? 0) + seq;
  const sum = (pick: (chain: WorkflowVerification) => number) =>
    chains.reduce((all, chain) => all + (chain ? pick(chain) : 0), 0);
  return {
    ok: failure === null && chains.every((chain) => chain !== null) && log.ok,
    receipts,
    workflows: ends.length,
    payloads: { verified: sum(({ payloads }) => payloads.verified), erased: sum(({ payloads }) => payloads.erased) },
    failure,
    log,
  };
}

async function workflows(runtime: DemoRuntime, tenantId: string): Promise<WorkflowEnd[]> {
  const ends: WorkflowEnd[] = [];
  for await (const end of eachWorkflow(runtime, tenantId)) ends.push(end);
  return ends;
}

/** The size that the log's checkpoint states: its second line (C2SP tlog-checkpoint). */
const logSize = async (runtime: DemoRuntime, tenantId: string): Promise<number> =>
  Number((await readCheckpoint(runtime.logSettings, tenantId))?.split('\n')[1] ?? 0);

/** The tenant's log as `/log/{tenant}/` serves it, without the way over HTTP. */
const logOf = ({ logSettings }: DemoRuntime, tenantId: string): LogSource => ({
  async read(path) {
    if (path === 'checkpoint') {
      const note = await readCheckpoint(logSettings, tenantId);
      return note === null ? null : Buffer.from(note);
    }
    const address = parseTilePath(path);
    return address && readTile(logSettings, tenantId, address);
  },
});
