import type { ClaimParams, MovedHead, SavedAnswer } from '../../cypher/rows.js';
import type { Caller } from './caller.js';
import { DefectError } from './errors.js';
import { type IdempotencyConflict, idempotencyConflict, type Outcome } from './outcomes.js';
import type { ReceiptPort } from './receipts.js';
import { newId } from './values/ids.js';
import { Answered, type WriteStep } from './write-step.js';

/** A write with its key and ids drawn: it may run several times, and happens once. */
export interface PreparedWrite<O extends Outcome = Outcome> {
  caller: Caller;
  claim: ClaimParams;
  /** Ids of the receipts it leaves, in order; grows when a run needs more. */
  receiptIds: string[];
  body: (step: WriteStep) => Promise<O>;
  /** Of `performance.now()`. */
  askedAt: number;
}

/** What a write came to, and how many receipts it left. */
export interface Done<O extends Outcome = Outcome> {
  answer: O | IdempotencyConflict;
  receipts: number;
}

/**
 * Chains what a body's run left, behind its locks: the answer to save and the heads that move. Null when it left nothing.
 * Throws when it wrote without a receipt.
 */
export function chained(
  port: ReceiptPort,
  write: PreparedWrite,
  step: WriteStep,
  answer: Outcome,
): { saved: SavedAnswer; heads: MovedHead[] } | null {
  const { drafts, writes, heads } = step;
  const { caller, claim, receiptIds } = write;
  if (drafts.length === 0) {
    if (writes.length > 0) throw new DefectError(`A write without a receipt: ${claim.scope}`);
    return null;
  }
  while (receiptIds.length < drafts.length) receiptIds.push(newId());
  const moved = port.chain({ caller, heads, drafts, ids: receiptIds.slice(0, drafts.length), at: step.now });
  return { saved: { scope: claim.scope, key: claim.key, answer: JSON.stringify(answer) }, heads: moved };
}

/** What a key that was claimed before answers: what was saved, or a conflict when something else was asked under it. */
export function repeated<O extends Outcome>({ claim }: Answered, inputSha256: string): Done<O> {
  const isSame = claim.inputSha256 === inputSha256 && claim.answer !== null;
  return { answer: isSame ? (JSON.parse(claim.answer as string) as O) : idempotencyConflict, receipts: 0 };
}
