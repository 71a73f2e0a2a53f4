import { logHeadFind, receiptsListChain, workflowFind } from '../../cypher/generated/evidence.js';
import type { PayloadRow, StoredReceipt } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import { HASH_BYTES, leafHash, TILE_WIDTH } from './log/merkle.js';
import { hashesOf } from './read-log.js';
import { type ReceiptBody, receiptBodySchema, type WorkflowKind } from './receipt/body.js';
import { canonicalText, sha256Hex } from './receipt/canonical.js';
import { emptyHead, headAfter, linkFailure, type WorkflowHead } from './receipt/chain.js';

/** What recomputing a chain from the store found. */
export interface WorkflowVerification {
  workflowId: string;
  ok: boolean;
  /** Receipts that hold, up to the first that fails. */
  receipts: number;
  /** Of these, those whose place in the log was found to hold their hash. */
  logged: number;
  payloads: { verified: number; erased: number };
  failure: WorkflowFailure | null;
}

/** The first receipt that fails. */
export interface WorkflowFailure {
  seq: number;
  /** Null when the receipt is missing. */
  receiptId: string | null;
  reason: string;
}

/** Receipts read at a time. */
const PAGE = 500;

/**
 * Recomputes a workflow's chain from what is stored: form, content hash, sequence, links and time of every receipt,
 * commitments of its payloads, what the graph repeats of its body, its leaf in the log, and the chain's head. Names the
 * first receipt that fails. Null when there is no such workflow.
 */
export async function verifyWorkflow(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  workflowId: string,
): Promise<WorkflowVerification | null> {
  const [end] = await graph.read(workflowFind, tenantId, { workflowId });
  const [log] = await graph.read(logHeadFind, tenantId, {});
  const leaves = leafReader(graph, tenantId, log);
  let before: StoredReceipt | null = null;
  const found = nothingFound(workflowId);
  // Beyond the head that was read first, the chain may be growing: what was appended meanwhile is for the next time.
  const last = end?.seq ?? Number.POSITIVE_INFINITY;
  let head = emptyHead(workflowId, (end?.kind ?? workflowId.split(':')[0]) as WorkflowKind);
  for (let page: StoredReceipt[], more = true; more; more = page.length === PAGE && head.seq < last) {
    page = await graph.read(receiptsListChain, tenantId, { workflowId, afterSeq: head.seq, most: PAGE });
    if (!end && found.receipts + page.length === 0) return null;
    for (const row of page.filter(({ workflowSeq }) => workflowSeq <= last)) {
      const body = bodyOf(row.body);
      const reason =
        body &&
        (failureOf(row, body, head) ??
          (await placeFailure(graph, tenantId, before, row)) ??
          (await leaves.failureOf(row)));
      if (!body || reason) return failed(found, row.workflowSeq, row.id, reason ?? NO_RECEIPT);
      head = headAfter(body, row.sha256);
      before = row;
      count(found, row, body);
    }
  }
  if (!end) return failed(found, head.seq, head.lastReceiptId, 'the chain has lost its head');
  if (head.seq < end.seq) return failed(found, head.seq + 1, null, 'the receipt is missing');
  if (head.sha256 !== end.sha256 || head.lastReceiptId !== end.lastReceiptId) {
    return failed(found, head.seq, head.lastReceiptId, "the chain's head does not name its last receipt");
  }
  return { ...found, ok: true };
}

const nothingFound = (workflowId: string): WorkflowVerification => ({
  workflowId,
  ok: false,
  receipts: 0,
  logged: 0,
  payloads: { verified: 0, erased: 0 },
  failure: null,
});

const failed = (
  found: WorkflowVerification,
  seq: number,
  receiptId: string | null,
  reason: string,
): WorkflowVerification => ({ ...found, failure: { seq, receiptId, reason } });

const NO_RECEIPT = 'the body is not a receipt in canonical form';

function failureOf(row: StoredReceipt, body: ReceiptBody, head: WorkflowHead): string | null {
  return (
    (sha256Hex(row.body) === row.sha256 ? null : 'sha256 is not the hash of the body') ??
    linkFailure(head, body) ??
    repetitionFailure(row, body) ??
    payloadFailure('business', row.business, body.business_commitment) ??
    payloadFailure('personal', row.personal, body.personal_commitment)
  );
}

function bodyOf(text: string): ReceiptBody | null {
  try {
    const parsed = receiptBodySchema.safeParse(JSON.parse(text));
    return parsed.success && canonicalText(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Lists and listeners read what the graph repeats of the body: a hand edit there would mislead them. */
function repetitionFailure(row: StoredReceipt, body: ReceiptBody): string | null {
  const repeated: [string, unknown, unknown][] = [
    ['id', row.id, body.id],
    ['createdAt', row.at, body.timestamp],
    ['workflowId', row.workflowId, body.workflow_id],
    ['workflowKind', row.workflowKind, body.workflow_kind],
    ['workflowSeq', row.workflowSeq, body.workflow_seq],
    ['step', row.step, body.workflow_step],
    ['outcome', row.outcome, body.outcome],
    ['subjectType', row.subjectType, body.subject.type],
    ['subjectId', row.subjectId, body.subject.id],
    ['resourceType', row.resourceType, body.resource_ref?.type],
    ['resourceId', row.resourceId, body.resource_ref?.id],
  ];
  const wrong = repeated.find(([, stored, told]) => stored !== told);
  return wrong ? `the stored ${wrong[0]} is not the body's` : null;
}

function payloadFailure(kind: string, payload: PayloadRow | null, committed: string | null): string | null {
  if (!payload) return null;
  if (!committed) return `a ${kind} payload is stored, but none was committed to`;
  const bytes = Buffer.concat([Buffer.from(payload.salt, 'hex'), Buffer.from(payload.content, 'utf8')]);
  return sha256Hex(bytes) === committed ? null : `the ${kind} payload does not match its commitment`;
}

/** A chain is sealed in its own order: leaves rise, and nothing is sealed behind what is not. */
async function placeFailure(
  graph: Runtime['graph'],
  tenantId: string,
  before: StoredReceipt | null,
  { workflowId, leafIndex }: StoredReceipt,
): Promise<string | null> {
  if (!before || leafIndex === null) return null;
  let last = before.leafIndex;
  if (last === null) {
    // Both may have been sealed between the reading of the one and of the other.
    const one = { workflowId, afterSeq: before.workflowSeq - 1, most: 1 };
    last = (await graph.read(receiptsListChain, tenantId, one))[0]?.leafIndex ?? null;
  }
  if (last === null) return 'the receipt before it is not in the log';
  return leafIndex > last ? null : 'its place in the log is not behind the one before';
}

function count(found: WorkflowVerification, row: StoredReceipt, body: ReceiptBody): void {
  found.receipts += 1;
  if (row.leafIndex !== null) found.logged += 1;
  for (const [payload, committed] of [
    [row.business, body.business_commitment],
    [row.personal, body.personal_commitment],
  ]) {
    if (payload) found.payloads.verified += 1;
    else if (committed) found.payloads.erased += 1;
  }
}

/** Whoever rewrites a chain to its end must rewrite the log too; its tiles are asked what the leaf was. */
function leafReader(graph: Runtime['graph'], tenantId: string, read: { size: number; edge: Int8Array } | undefined) {
  const tiles = new Map<number, Promise<Uint8Array | null>>();
  let log = read;
  return {
    async failureOf({ leafIndex, body }: StoredReceipt): Promise<string | null> {
      if (leafIndex === null) return null;
      if (!log || leafIndex >= log.size) {
        // Sealed after the log was read: it has grown, and its last tile with it.
        [log] = await graph.read(logHeadFind, tenantId, {});
        tiles.clear();
      }
      if (!log || leafIndex >= log.size) return `the log ends before leaf ${leafIndex}`;
      const index = Math.floor(leafIndex / TILE_WIDTH);
      const tile = tiles.get(index) ?? hashesOf(graph, tenantId, log, 0, index);
      tiles.set(index, tile);
      const at = (leafIndex % TILE_WIDTH) * HASH_BYTES;
      const logged = (await tile)?.subarray(at, at + HASH_BYTES);
      const same = logged !== undefined && Buffer.compare(logged, leafHash(Buffer.from(body, 'utf8'))) === 0;
      return same ? null : `the log has another receipt at leaf ${leafIndex}`;
    },
  };
}
