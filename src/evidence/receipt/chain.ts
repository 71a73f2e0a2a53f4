import { type Instant, later } from '../../kernel/values/instants.js';
import { type ReceiptBody, receiptBodySchema, type WorkflowKind } from './body.js';
import { canonicalText, sha256Hex } from './canonical.js';
import type { WorkflowStep } from './workflow-steps.js';

/** The end of a workflow's chain: what the next receipt must name. */
export interface WorkflowHead {
  workflowId: string;
  kind: WorkflowKind;
  /** Sequence of the last receipt; 0 before the first. */
  seq: number;
  sha256: string | null;
  lastReceiptId: string | null;
  lastTimestamp: Instant | null;
}

/** What the author of a receipt says; the chain adds the rest. */
export type ReceiptDraft = Omit<
  ReceiptBody,
  | 'v'
  | 'workflow_id'
  | 'workflow_kind'
  | 'workflow_seq'
  | 'previous_receipt_id'
  | 'previous_sha256'
  | 'workflow_step'
  | 'parent'
> & { workflow_step: WorkflowStep; parent?: ReceiptBody['parent'] };

/** A receipt in its place: body, canonical text (the log's entry), content hash, and the chain's new head. */
export interface ChainedReceipt {
  body: ReceiptBody;
  canonical: string;
  sha256: string;
  head: WorkflowHead;
}

/** The head of a workflow that has no receipt yet. */
export const emptyHead = (workflowId: string, kind: WorkflowKind): WorkflowHead => ({
  workflowId,
  kind,
  seq: 0,
  sha256: null,
  lastReceiptId: null,
  lastTimestamp: null,
});

/**
 * Appends a draft to a chain. The timestamp is the later of the draft's and the head's last, so that time never runs back.
 * Throws when the body would not pass the verifier: a malformed value, a parent after the first receipt.
 */
export function chainReceipt(head: WorkflowHead, draft: ReceiptDraft): ChainedReceipt {
  const body: ReceiptBody = {
    ...draft,
    v: 1,
    workflow_id: head.workflowId,
    workflow_kind: head.kind,
    workflow_seq: head.seq + 1,
    parent: draft.parent ?? null,
    previous_receipt_id: head.lastReceiptId,
    previous_sha256: head.sha256,
    timestamp: head.lastTimestamp === null ? draft.timestamp : later(draft.timestamp, head.lastTimestamp),
  };
  receiptBodySchema.parse(body);
  const canonical = canonicalText(body);
  const failure = linkFailure(head, body);
  if (failure !== null) throw new RangeError(`receipt ${body.id}: ${failure}`);
  const sha256 = sha256Hex(canonical);
  return { body, canonical, sha256, head: headAfter(body, sha256) };
}

/** The head that a receipt leaves behind. */
export const headAfter = (body: ReceiptBody, sha256: string): WorkflowHead => ({
  workflowId: body.workflow_id,
  kind: body.workflow_kind,
  seq: body.workflow_seq,
  sha256,
  lastReceiptId: body.id,
  lastTimestamp: body.timestamp,
});

/** Why a body does not follow the head of its workflow (kind, sequence, previous links, time, parent), or null. */
export function linkFailure(head: WorkflowHead, body: ReceiptBody): string | null {
  const next = head.seq + 1;
  if (body.workflow_kind !== head.kind) return `workflow_kind is ${body.workflow_kind}, the workflow is a ${head.kind}`;
  if (body.workflow_seq !== next) return `workflow_seq is ${body.workflow_seq}, expected ${next}`;
  if (body.previous_receipt_id !== head.lastReceiptId) return `previous_receipt_id does not name receipt ${head.seq}`;
  if (body.previous_sha256 !== head.sha256) return `previous_sha256 is not the sha256 of receipt ${head.seq}`;
  if (body.parent !== null && next > 1) return 'parent is named after the first receipt';
  if (body.parent?.workflow_id === body.workflow_id) return 'parent names its own workflow';
  if (head.lastTimestamp !== null && body.timestamp < head.lastTimestamp) return 'timestamp is before the previous one';
  return null;
}
