import { receiptsListChain, workflowFind } from '../../cypher/generated/evidence.js';
import type { StoredReceipt } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { ReceiptBody, WorkflowKind } from './receipt/body.js';
import { emptyHead, headAfter } from './receipt/chain.js';
import { bodyOf, PAYLOAD_KINDS } from './receipt/stored.js';
import { NO_RECEIPT, ReceiptCheck } from './receipt-check.js';

/** What recomputing a chain from the store found. */
export interface WorkflowVerification {
  workflowId: string;
  ok: boolean;
  /** Receipts that hold, up to the first that fails. */
  receipts: number;
  /** Of these, those whose place in the log was found to hold their hash. */
  logged: number;
  /** `removed`: their time was up. */
  payloads: { verified: number; erased: number; removed: number };
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
 * commitments of its payloads, what the graph repeats of its body, its leaf in the log, and the chain's head. A payload that is
 * gone must have been erased or removed by a receipt. Names the first receipt that fails. Null when there is no such workflow.
 */
export async function verifyWorkflow(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  workflowId: string,
): Promise<WorkflowVerification | null> {
  const [end] = await graph.read(workflowFind, tenantId, { workflowId });
  const check = await ReceiptCheck.open(graph, tenantId);
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
      const reason = body ? await check.failureOf(row, body, head, before) : NO_RECEIPT;
      if (!body || reason) return failed(found, row.workflowSeq, row.id, reason ?? NO_RECEIPT);
      const payload = await payloadFailure(check, row, body, found);
      if (payload) return failed(found, row.workflowSeq, row.id, payload);
      head = headAfter(body, row.sha256);
      before = row;
      found.receipts += 1;
      if (row.leafIndex !== null) found.logged += 1;
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
  payloads: { verified: 0, erased: 0, removed: 0 },
  failure: null,
});

const failed = (
  found: WorkflowVerification,
  seq: number,
  receiptId: string | null,
  reason: string,
): WorkflowVerification => ({ ...found, failure: { seq, receiptId, reason } });

/** Checks both payloads of a receipt and counts them, when neither fails. */
async function payloadFailure(
  check: ReceiptCheck,
  row: StoredReceipt,
  body: ReceiptBody,
  { payloads }: WorkflowVerification,
): Promise<string | null> {
  const counts = { verified: 0, erased: 0, removed: 0 };
  for (const kind of PAYLOAD_KINDS) {
    const state = await check.payload(kind, row, body);
    if (typeof state === 'object') return state.reason;
    if (state === 'held') counts.verified += 1;
    if (state === 'erased' || state === 'removed') counts[state] += 1;
  }
  payloads.verified += counts.verified;
  payloads.erased += counts.erased;
  payloads.removed += counts.removed;
  return null;
}
