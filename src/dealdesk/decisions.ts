import {
  approvalMarkDecided,
  approvalOpenMany,
  approvalSupersedeMany,
  quoteInsertVersion,
  quoteMarkStatus,
} from '../../cypher/generated/dealdesk.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { Approval } from './approval.js';
import { undecided } from './approval-plan.js';
import type { Deadlines } from './deadlines.js';
import type { ApprovalDecided, Deciding } from './deciding.js';
import type { HeldLimit } from './limits.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';
import { type DealChange, dealSnapshot } from './snapshots.js';
import { moveOn, type Progress } from './stage-progress.js';

/**
 * Gives the approval; opens the next stage, or approves the quote when nothing is left. What the same person would be
 * asked for right after is given with it, within the limits that `alsoHeld` tells (null: they are asked).
 */
export function approve(deciding: Deciding, limit: HeldLimit, alsoHeld: AlsoHeld): ApprovalDecided {
  const { step, quote, approval, approvals, deadlines } = deciding;
  const decided = mark(deciding, approval, 'approved', approval.quoteVersion);
  const progress = moveOn({
    approvals: approvals.map((one) => (one.id === decided.id ? decided : one)),
    deadlines,
    now: step.now,
    follows: (next) => alsoHeld(next) !== null,
    decision: decided,
  });
  const followed = progress.followed.map((next) => mark(deciding, next, 'approved', next.quoteVersion));
  sendProgress(step, progress, deadlines);
  const { isDone } = progress;
  const quoteAfter: Quote = isDone ? { ...quote, status: 'approved', version: quote.version + 1 } : quote;
  if (isDone) step.write(quoteMarkStatus, { quoteId: quote.id, version: quoteAfter.version, status: 'approved' });
  const changed = [decided, ...followed, ...progress.superseded, ...progress.opened];
  leaveReceipt(deciding, decided, { quote: quoteAfter, approvals: changed }, [
    limit,
    ...followed.flatMap((next) => alsoHeld(next) ?? []),
  ]);
  if (isDone) {
    step.receipt({
      workflow: workflowId('deal', quote.opportunityId),
      step: 'APPROVE_QUOTE',
      outcome: 'ALLOWED',
      resource: { type: 'Quote', id: quote.id, version: quoteAfter.version },
      business: { snapshot: dealSnapshot({ quote: quoteAfter }) },
    });
  }
  return answer(deciding, quoteAfter.status, null);
}

/** The limit that holds for an approval given with the same decision, or null when it is asked for. */
export type AlsoHeld = (next: Approval) => HeldLimit | null;

function sendProgress(step: WriteStep, { opened, superseded }: Progress, deadlines: Deadlines): void {
  if (superseded.length > 0) step.write(approvalSupersedeMany, { approvalIds: superseded.map(({ id }) => id) });
  if (opened.length > 0) {
    step.write(approvalOpenMany, { approvalIds: opened.map(({ id }) => id), at: step.now, ...deadlines });
  }
}

/** Rejects the quote; what else was asked for is superseded. */
export function reject(deciding: Deciding): ApprovalDecided {
  const { step, quote } = deciding;
  const decided = mark(deciding, deciding.approval, 'rejected', null);
  const others = supersedeOthers(deciding);
  const after: Quote = { ...quote, status: 'rejected', version: quote.version + 1 };
  step.write(quoteMarkStatus, { quoteId: quote.id, version: after.version, status: after.status });
  leaveReceipt(deciding, decided, { quote: after, approvals: [decided, ...others] });
  return answer(deciding, after.status, null);
}

/** Proposes another version, which becomes the owner's draft: resubmitted as it is, this approval stands. */
export function counterPropose(
  deciding: Deciding,
  limit: HeldLimit,
  { version, lines }: { version: QuoteVersion; lines: QuoteLine[] },
): ApprovalDecided {
  const { step, quote } = deciding;
  const decided = mark(deciding, deciding.approval, 'countered', version.number);
  const others = supersedeOthers(deciding);
  const after: Quote = { ...quote, status: 'draft', version: quote.version + 1, currentVersion: version.number };
  step.write(quoteInsertVersion, {
    quoteId: quote.id,
    quoteVersion: after.version,
    status: after.status,
    version,
    lines,
  });
  leaveReceipt(deciding, decided, { quote: after, version, lines, approvals: [decided, ...others] }, [limit]);
  return answer(deciding, after.status, version.number);
}

/** `approvedVersion` is the version of the quote that the decider is content with, if any. */
function mark(
  { step, decide, onBehalfOfId }: Deciding,
  approval: Approval,
  status: Approval['status'],
  approvedVersion: number | null,
): Approval {
  const decided: Approval = {
    ...approval,
    status,
    version: approval.status === 'approved' ? approval.version : approval.version + 1,
    decidedAt: step.now,
    decidedById: step.caller.id,
    onBehalfOfId,
    reasonCode: decide.reasonCode ?? null,
    approvedVersion,
  };
  step.write(approvalMarkDecided, {
    approvalId: approval.id,
    status,
    version: decided.version,
    deciderId: step.caller.id,
    reasonCode: decided.reasonCode,
    onBehalfOfId,
    approvedVersion,
    at: step.now,
  });
  return decided;
}

function supersedeOthers({ step, approval, approvals }: Deciding): Approval[] {
  const others = undecided(approvals.filter(({ id }) => id !== approval.id));
  if (others.length > 0) step.write(approvalSupersedeMany, { approvalIds: others.map(({ id }) => id) });
  return others;
}

/** `limits` are what the decision was held against; a rejection gives nothing, and is held against none. */
function leaveReceipt(
  { step, decide, quote, onBehalfOfId }: Deciding,
  decided: Approval,
  change: DealChange,
  limits: HeldLimit[] = [],
): void {
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'DECIDE_APPROVAL',
    outcome: decided.status === 'rejected' ? 'DENIED' : 'ALLOWED',
    resource: { type: 'Approval', id: decided.id, version: decided.version },
    onBehalfOf: onBehalfOfId ? { type: 'user', id: onBehalfOfId } : null,
    business: { decision: decide.decision, reason_code: decided.reasonCode, limits, snapshot: dealSnapshot(change) },
    personal: decide.comment ? { content: { comment: decide.comment }, about: [step.caller.id] } : null,
  });
}

const answer = ({ approval, quote }: Deciding, quoteStatus: string, versionNumber: number | null): ApprovalDecided => ({
  __typename: 'ApprovalDecided',
  approvalId: approval.id,
  quoteId: quote.id,
  quoteStatus,
  versionNumber,
});
