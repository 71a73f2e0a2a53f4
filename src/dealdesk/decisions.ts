import {
  approvalMarkDecided,
  approvalOpenMany,
  approvalSupersedeMany,
  approvalsInsertMany,
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
import type { Retest } from './retest.js';
import { type DealChange, dealSnapshot } from './snapshots.js';
import { moveOn, type Progress } from './stage-progress.js';

/** What a decision is held against, and what it brings beside. */
interface Grant {
  limit: HeldLimit;
  /** The limit that holds for an approval given with the same decision, or null when it is asked for. */
  alsoHeld: (next: Approval) => HeldLimit | null;
  /** Of a decision that completes a stage. */
  retest: Retest | null;
}

/**
 * Gives the approval; opens the next stage, or approves the quote when nothing is left. What the same person would be
 * asked for right after is given with it, within its limits; what a new test of the quote asks for beside is added.
 */
export function approve(deciding: Deciding, { limit, alsoHeld, retest }: Grant): ApprovalDecided {
  const { step, quote, approval, approvals, deadlines } = deciding;
  const decided = mark(deciding, approval, 'approved', approval.quoteVersion);
  const before = approvals.map((one) => (one.id === decided.id ? decided : one));
  const progress = moveOn({
    approvals: [...before, ...(retest?.added ?? [])],
    deadlines,
    now: step.now,
    follows: (next) => alsoHeld(next) !== null,
    decision: decided,
  });
  const addedIds = new Set(retest?.added.map(({ id }) => id));
  const known = (some: Approval[]) => some.filter(({ id }) => !addedIds.has(id));
  const followed = known(progress.followed).map((next) => mark(deciding, next, 'approved', next.quoteVersion));
  const superseded = known(progress.superseded);
  const opened = known(progress.opened);
  sendProgress(step, { superseded, opened }, deadlines);
  const { isDone } = progress;
  const quoteAfter: Quote = isDone ? { ...quote, status: 'approved', version: quote.version + 1 } : quote;
  if (isDone) step.write(quoteMarkStatus, { quoteId: quote.id, version: quoteAfter.version, status: 'approved' });
  const changed = [decided, ...followed, ...superseded, ...opened];
  const limits = [limit, ...progress.followed.flatMap((next) => alsoHeld(next) ?? [])];
  leaveReceipt(deciding, decided, { quote: quoteAfter, approvals: changed }, { limits, ...testedAgain(retest) });
  if (retest && addedIds.size > 0) {
    askMore(
      deciding,
      quoteAfter,
      retest,
      progress.after.filter(({ id }) => addedIds.has(id)),
    );
  }
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

/** Adds what a new test asks for, and says by what facts and rules. */
function askMore({ step, approval }: Deciding, quote: Quote, { evidence }: Retest, added: Approval[]): void {
  step.write(approvalsInsertMany, { quoteId: quote.id, approvals: added });
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'EVALUATE_QUOTE',
    outcome: 'ALLOWED',
    resource: { type: 'Quote', id: quote.id, version: quote.version },
    policy: evidence,
    business: {
      after_stage: approval.stage,
      added_roles: [...new Set(added.map(({ role }) => role))],
      snapshot: dealSnapshot({ quote, approvals: added }),
    },
  });
}

function sendProgress(
  step: WriteStep,
  { opened, superseded }: Pick<Progress, 'opened' | 'superseded'>,
  deadlines: Deadlines,
): void {
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
  // More than was submitted makes its proposer a maker of it, whose consent counts for nothing.
  const isConsent = !version.makerIds.includes(step.caller.id);
  const decided = mark(deciding, deciding.approval, 'countered', isConsent ? version.number : null);
  const others = supersedeOthers(deciding);
  const after: Quote = { ...quote, status: 'draft', version: quote.version + 1, currentVersion: version.number };
  step.write(quoteInsertVersion, {
    quoteId: quote.id,
    quoteVersion: after.version,
    status: after.status,
    version,
    lines,
  });
  leaveReceipt(
    deciding,
    decided,
    { quote: after, version, lines, approvals: [decided, ...others] },
    { limits: [limit] },
  );
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

/** What a receipt says of a new test. */
const testedAgain = (retest: Retest | null) =>
  retest && {
    retest: { config_version: retest.evidence.configVersion, allow: retest.verdict.allow, added: retest.added.length },
  };

/** `heldBy`: the limits that the decision was held against, where it gives something, and the new test of the quote. */
function leaveReceipt(
  { step, decide, quote, onBehalfOfId }: Deciding,
  decided: Approval,
  change: DealChange,
  heldBy: { limits?: HeldLimit[]; retest?: object } = {},
): void {
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'DECIDE_APPROVAL',
    outcome: decided.status === 'rejected' ? 'DENIED' : 'ALLOWED',
    resource: { type: 'Approval', id: decided.id, version: decided.version },
    onBehalfOf: onBehalfOfId ? { type: 'user', id: onBehalfOfId } : null,
    business: { decision: decide.decision, reason_code: decided.reasonCode, ...heldBy, snapshot: dealSnapshot(change) },
    personal: decide.comment ? { content: { comment: decide.comment }, about: [step.caller.id] } : null,
  });
}

const answer = (
  { step, approval, quote, onBehalfOfId }: Deciding,
  quoteStatus: string,
  versionNumber: number | null,
): ApprovalDecided => ({
  __typename: 'ApprovalDecided',
  approvalId: approval.id,
  quoteId: quote.id,
  quoteStatus,
  decidedById: step.caller.id,
  onBehalfOfId,
  versionNumber,
});
