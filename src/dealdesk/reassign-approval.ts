import { z } from 'zod';
import { approvalLockForDecision, approvalReassign } from '../../cypher/generated/dealdesk.js';
import type { DecidingFactsRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Approval, nextApprovalStatus } from './approval.js';
import { type ApprovalAlreadyDecided, alreadyDecided } from './errors.js';
import { handlersOf } from './ownership.js';
import type { Quote } from './quote.js';
import { reasonProblem } from './reason-codes.js';
import { type Decider, deciderOf, type Why, whyNotYours } from './right-to-decide.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';
import { dealSnapshot } from './snapshots.js';

const command = z.strictObject({
  approvalId: z.string().min(1),
  version: z.int().min(1),
  toUserId: z.string().min(1),
  /** One of the configuration's for reassignments. */
  reasonCode: z.string().max(64),
  comment: z.string().max(4_000, 'has at most 4,000 characters').nullish(),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});
type ReassignCommand = Omit<z.output<typeof command>, 'idempotencyKey'>;

/** The approval waits for somebody else. */
export interface ApprovalReassigned extends Outcome {
  __typename: 'ApprovalReassigned';
  approvalId: string;
  quoteId: string;
}

/** The person may not decide this approval, so it is not given to them. */
export interface AssigneeNotEligible extends Outcome {
  __typename: 'AssigneeNotEligible';
  message: string;
  reason: string;
  approvalId: string;
}

type Answer = ApprovalReassigned | AssigneeNotEligible | ApprovalAlreadyDecided | SharedOutcome;

/** Lets an undecided approval wait for another person who may decide it; a RevOps admin says so, and says why. */
export async function reassignApproval(runtime: DealDeskRuntime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...reassign } = parsed.command;
  const { approvalId, toUserId } = reassign;
  const spec = { caller, action: 'reassignApproval', command: reassign, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const row = await step.lock(approvalLockForDecision, { approvalId, deciderId: toUserId });
    if (!row) return notFound('approval');
    const approval = row.approval as Approval;
    if (!nextApprovalStatus(approval.status, 'supersede')) return alreadyDecided(approval);
    if (approval.version !== reassign.version) return versionConflict(approval.version);
    const settings = await dealDeskConfigAt(runtime, step.tenantId, row.configNumber);
    const problem = reasonProblem(settings, 'REASSIGN', reassign.reasonCode);
    if (problem) return invalidInput(problem);
    const why = await whyNotTheirs(step, row, deciderOf(toUserId, row, settings, step.now));
    if (why) return refuseAssignee(step, approval, toUserId, why);
    return given(step, row, reassign);
  });
}

type WhyNot = Why | 'asked_already';

const SENTENCES: Partial<Record<WhyNot, string>> = {
  own_quote: 'They own, submitted or proposed this quote.',
  maker_s_delegate: 'They stand in for somebody who owns, submitted or proposed this quote.',
  admin_never_decides: 'They are a RevOps admin, who never decides.',
  role_not_held: 'They do not hold the role that this approval asks for.',
  asked_already: 'They are asked for this already.',
};

/** Why somebody may not be given an approval: they could not decide it, or are asked for the same beside others. */
async function whyNotTheirs(step: WriteStep, row: DecidingFactsRow, decider: Decider): Promise<WhyNot | null> {
  const { id: userId } = decider;
  const approval = row.approval as Approval;
  const quote = row.quote as Quote;
  const beside = row.approvals.filter(
    ({ groupId, id }) => groupId && groupId === approval.groupId && id !== approval.id,
  );
  if ([approval, ...beside].some(({ assigneeId, decidedById }) => [assigneeId, decidedById].includes(userId))) {
    return 'asked_already';
  }
  const makerIds = [...row.current.makerIds, ...(await handlersOf(step, quote))];
  const theirs = { ...approval, assigneeId: userId, inbox: `user:${userId}` };
  return whyNotYours(decider, { approval: theirs, quote, makerIds });
}

function refuseAssignee(step: WriteStep, approval: Approval, userId: string, why: WhyNot): AssigneeNotEligible {
  step.receipt({
    workflow: workflowId('deal', approval.opportunityId),
    step: 'REASSIGN_APPROVAL',
    outcome: 'BLOCKED',
    resource: { type: 'Approval', id: approval.id, version: approval.version },
    business: { reason: why, to_user_id: userId },
  });
  const message = SENTENCES[why] ?? 'They may not decide this approval.';
  return { __typename: 'AssigneeNotEligible', message, reason: why, approvalId: approval.id };
}

function given(step: WriteStep, row: DecidingFactsRow, { toUserId, reasonCode, comment }: ReassignCommand): Answer {
  const before = row.approval as Approval;
  const place = { assigneeId: toUserId, inbox: `user:${toUserId}`, assignedById: step.caller.id };
  const after: Approval = { ...before, ...place, version: before.version + 1 };
  step.write(approvalReassign, { approvalId: after.id, version: after.version, ...place });
  step.receipt({
    workflow: workflowId('deal', after.opportunityId),
    step: 'REASSIGN_APPROVAL',
    outcome: 'ALLOWED',
    resource: { type: 'Approval', id: after.id, version: after.version },
    business: {
      reason_code: reasonCode,
      from_user_id: before.assigneeId,
      to_user_id: toUserId,
      snapshot: dealSnapshot({ quote: row.quote as Quote, approvals: [after] }),
    },
    personal: comment ? { content: { comment }, about: [step.caller.id] } : null,
  });
  return { __typename: 'ApprovalReassigned', approvalId: after.id, quoteId: after.quoteId };
}
