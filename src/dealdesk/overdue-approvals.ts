import { approvalLockForDeadline, approvalMarkDeadlines } from '../../cypher/generated/dealdesk.js';
import type { ManagerRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { type IdempotencyConflict, type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Approval, holderRole } from './approval.js';
import { type Deadlines, deadlinesOf, NO_DEADLINES } from './deadlines.js';
import { handlersOf } from './ownership.js';
import type { Quote } from './quote.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';

/** The approval's people were reminded; the next reminder comes as much later. */
export interface ApprovalReminded extends Outcome {
  __typename: 'ApprovalReminded';
  approvalId: string;
}

/** The approval's time has passed; null: nobody above holds its role. */
export interface ApprovalEscalated extends Outcome {
  __typename: 'ApprovalEscalated';
  approvalId: string;
  escalatedToId: string | null;
}

/** It was decided, or somebody else acted on it, before its turn came. */
export interface NothingDue extends Outcome {
  __typename: 'NothingDue';
}

type Answer<O> = O | NothingDue | NotFound | IdempotencyConflict;

/**
 * Reminds an open approval's people: the receipt is what reaches them (mail, webhooks). However late, one reminder: the
 * next is due as long after this one as is configured.
 */
export async function remindApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  approvalId: string,
): Promise<Answer<ApprovalReminded>> {
  const spec = { caller, action: 'remindApproval', command: { approvalId } };
  return runtime.unitOfWork.write<ApprovalReminded | NothingDue | NotFound>(spec, async (step) => {
    const row = await step.lock(approvalLockForDeadline, { approvalId });
    if (!row) return notFound('approval');
    const approval = row.approval as Approval;
    if (!isDue(approval, approval.remindAt, step)) return { __typename: 'NothingDue' };
    const { remindAt } = await nextDeadlines(runtime, step, approval);
    const after = { ...approval, remindAt };
    moveOn(step, after);
    step.receipt({ ...receiptOf(after), step: 'REMIND_APPROVAL', outcome: 'ALLOWED', business: told(after) });
    return { __typename: 'ApprovalReminded', approvalId };
  });
}

/**
 * Takes an overdue approval up REPORTS_TO, to the nearest who holds its role and made none of the quote; whom it waited
 * for may go on deciding it (semantics, Deal desk). Undecided for as long again, it goes up further.
 */
export async function escalateApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  approvalId: string,
): Promise<Answer<ApprovalEscalated>> {
  const spec = { caller, action: 'escalateApproval', command: { approvalId } };
  return runtime.unitOfWork.write<ApprovalEscalated | NothingDue | NotFound>(spec, async (step) => {
    const row = await step.lock(approvalLockForDeadline, { approvalId });
    if (!row) return notFound('approval');
    const approval = row.approval as Approval;
    const quote = row.quote as Quote;
    if (!isDue(approval, approval.dueAt, step)) return { __typename: 'NothingDue' };
    const makers = [quote.ownerId, quote.submittedBy, ...row.makerIds, ...(await handlersOf(step, quote))];
    const boss = nearestAbove(approval, row.managers, makers);
    const after: Approval = boss
      ? {
          ...approval,
          dueAt: (await nextDeadlines(runtime, step, approval)).dueAt,
          escalatedAt: step.now,
          escalatedToIds: [...(approval.escalatedToIds ?? []), boss],
          escalatedInbox: `user:${boss}`,
        }
      : { ...approval, dueAt: null, escalatedAt: step.now };
    moveOn(step, after);
    step.receipt({
      ...receiptOf(after),
      step: 'ESCALATE_APPROVAL',
      outcome: boss ? 'ALLOWED' : 'FAILED',
      business: { due_at: approval.dueAt, escalated_to: boss, conflict: boss ? null : 'nobody_above', ...told(after) },
    });
    return { __typename: 'ApprovalEscalated', approvalId, escalatedToId: boss };
  });
}

const isDue = (approval: Approval, at: string | null, { now }: WriteStep): boolean =>
  approval.status === 'open' && at !== null && at <= now;

/** Deadlines from now on, by the configuration that asked. */
const nextDeadlines = async (
  runtime: DealDeskRuntime,
  { tenantId, now }: WriteStep,
  { configNumber }: Approval,
): Promise<Deadlines> =>
  configNumber === null ? NO_DEADLINES : deadlinesOf(await dealDeskConfigAt(runtime, tenantId, configNumber), now);

function nearestAbove(approval: Approval, managers: ManagerRow[], makers: (string | null)[]): string | null {
  const asked = [approval.assigneeId, ...(approval.escalatedToIds ?? []), ...makers];
  const able = managers.filter(
    ({ id, roles }) =>
      roles.includes(holderRole(approval.role)) && !roles.includes('revops_admin') && !asked.includes(id),
  );
  return able.sort((a, b) => a.level - b.level)[0]?.id ?? null;
}

const moveOn = (step: WriteStep, after: Approval): void =>
  step.write(approvalMarkDeadlines, {
    approvalId: after.id,
    remindAt: after.remindAt,
    dueAt: after.dueAt,
    escalatedAt: after.escalatedAt,
    escalatedToIds: after.escalatedToIds,
    escalatedInbox: after.escalatedInbox,
  });

const receiptOf = (approval: Approval) => ({
  workflow: workflowId('deal', approval.opportunityId),
  resource: { type: 'Approval', id: approval.id, version: approval.version },
});

/** Whom it waits for, and the approval as it is now. */
const told = (approval: Approval) => ({
  inbox: approval.inbox,
  assignee_id: approval.assigneeId,
  escalated_to_ids: approval.escalatedToIds ?? [],
  snapshot: [{ type: 'Approval', ...approval }],
});
