import { z } from 'zod';
import {
  type ApprovalSummary,
  approvalSummary,
  approvalsOfReceipt,
  type DealDeskRuntime,
  peopleAsked,
  settingsInForce,
} from '../../src/dealdesk/index.js';
import { mailApprover, type NoticeKind, type NotificationsRuntime } from '../../src/notifications/index.js';
import { defineJob, type JobContext, jobIdOf, PermanentFailure } from '../runtime/index.js';

const MAIL_QUEUE = 'mail';
/** Holders of a role who are mailed about one approval; more than this see it in their inbox. */
const MOST_PEOPLE = 25;

/** Steps after which somebody may have to be mailed, and what it is to them. */
export const MAILED_STEPS: Record<string, NoticeKind> = {
  EVALUATE_QUOTE: 'asked',
  DECIDE_APPROVAL: 'asked',
  REASSIGN_APPROVAL: 'asked',
  REMIND_APPROVAL: 'reminded',
  ESCALATE_APPROVAL: 'escalated',
};

type Deps = DealDeskRuntime & NotificationsRuntime;
const kinds = z.enum(['asked', 'reminded', 'escalated']);

/** Mails one person about one approval; a mail server that is away is waited for, some seven hours. */
export const mailApproverJob = defineJob({
  name: 'mail-approver',
  queue: MAIL_QUEUE,
  attempts: 24,
  backoff: { baseMs: 5_000, maxMs: 1_800_000 },
  payload: z.object({
    tenantId: z.string(),
    approvalId: z.string(),
    userId: z.string(),
    notice: z.string(),
    kind: kinds,
  }),
  async run({ tenantId, approvalId, userId, notice, kind }, { deps }: JobContext<Deps>) {
    const summary = await approvalSummary(deps, tenantId, approvalId);
    if (summary?.status !== 'open' || !summary.isCurrent) return;
    if ((await settingsInForce(deps, tenantId))?.features.email_decisions === false) return;
    const fate = await mailApprover(deps, tenantId, { kind, notice, approvalId, userId }, summary);
    if (fate === 'refused') throw new PermanentFailure('the mail server will not take this mail');
  },
});

/** Whom a notice goes to. Who an approval came up to hears that, and is not reminded of it at the same time. */
async function peopleFor(
  deps: Deps,
  tenantId: string,
  summary: ApprovalSummary,
  { kind, at }: { kind: NoticeKind; at: string },
): Promise<string[]> {
  const { escalatedToIds, escalatedAt } = summary.approval;
  const raised = escalatedToIds?.slice(-1) ?? [];
  if (kind === 'escalated') return raised;
  const people = await peopleAsked(deps, tenantId, summary);
  return escalatedAt !== null && escalatedAt >= at ? people.filter((id) => !raised.includes(id)) : people;
}

/** A receipt of a deal: finds the open approvals behind it, and queues a mail for each person who was not mailed before. */
export const mailApprovers = defineJob({
  name: 'mail-approvers',
  queue: MAIL_QUEUE,
  payload: z.object({
    tenantId: z.string(),
    receiptId: z.string(),
    resourceType: z.string(),
    resourceId: z.string(),
    kind: kinds,
    at: z.string(),
  }),
  async run({ tenantId, receiptId, resourceType, resourceId, kind, at }, { deps, enqueue }: JobContext<Deps>) {
    const approvals = await approvalsOfReceipt(deps, tenantId, { resourceType, resourceId });
    const isAbout = (id: string) => kind === 'asked' || id === resourceId;
    for (const { id: approvalId, status } of approvals) {
      if (status !== 'open' || !isAbout(approvalId)) continue;
      const summary = await approvalSummary(deps, tenantId, approvalId);
      // History that is brought in fills no mailboxes.
      if (!summary?.isCurrent || summary.backfill) continue;
      const people = await peopleFor(deps, tenantId, summary, { kind, at });
      for (const userId of people.slice(0, MOST_PEOPLE)) {
        const cause = kind === 'asked' ? 'asked' : receiptId;
        const notice = `${cause}_${approvalId}_${userId}`;
        const payload = { tenantId, approvalId, userId, notice, kind };
        await enqueue(mailApproverJob, payload, { jobId: jobIdOf(mailApproverJob.name, notice) });
      }
    }
  },
});
