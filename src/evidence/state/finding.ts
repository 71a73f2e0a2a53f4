import type { ReceiptBody } from '../receipt/body.js';

/** A receipt as findings name it. */
export interface ReceiptName {
  id: string;
  workflowId: string;
  seq: number;
  step: string;
}

/** What is wrong: with a node, an edge or a property, with a receipt, or with the log. */
export type FindingKind = 'missing' | 'extra' | 'differs' | 'receipt' | 'log';

/** One thing in which the graph and its receipts differ. Values of personal properties are never in it. */
export interface StateFinding {
  kind: FindingKind;
  /** The node, or the node at which the edge is; null for a receipt or the log. */
  node: { label: string; id: string } | null;
  property: string | null;
  edge: { type: string; other: string } | null;
  /** The receipt that says otherwise, or that does not hold; null where no receipt tells of it. */
  receipt: ReceiptName | null;
  sentence: string;
}

export const nameOf = (body: ReceiptBody): ReceiptName => ({
  id: body.id,
  workflowId: body.workflow_id,
  seq: body.workflow_seq,
  step: body.workflow_step,
});

/** `receipt 0193… (SUBMIT_QUOTE, deal:0193… #3)`. */
export const told = ({ id, workflowId, seq, step }: ReceiptName): string =>
  `receipt ${id} (${step}, ${workflowId} #${seq})`;

/** Longer values are cut: a configuration's text would fill the screen. */
const MOST_CHARACTERS = 80;

/** A value as a sentence shows it; null is nothing. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
