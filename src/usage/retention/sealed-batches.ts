import { receiptsFindSealed } from '../../../cypher/generated/evidence.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Removing } from './removal.js';

/** The chain of the batch that a row came with; null: with none. */
export const chainOf = (batchId: string | null): string | null => batchId && workflowId('batch', batchId);

/** Of the batches that rows came with, those whose receipt is in the log: a batch's receipt is the first of its chain. */
export async function sealedBatches(
  step: Removing,
  rows: readonly { batchId: string | null }[],
): Promise<ReadonlySet<string>> {
  const batches = [...new Set(rows.flatMap(({ batchId }) => batchId ?? []))];
  if (batches.length === 0) return new Set();
  const links = batches.map((id) => ({ workflowId: workflowId('batch', id), workflowSeq: 1 }));
  const sealed = new Set((await step.read(receiptsFindSealed, { links })).map((row) => row.workflowId));
  return new Set(batches.filter((id) => sealed.has(workflowId('batch', id))));
}
