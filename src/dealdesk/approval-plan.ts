import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Instant } from '../kernel/values/instants.js';
import { ADMIN_INBOX, type Approval, nextApprovalStatus } from './approval.js';
import { askedAbout } from './asked-about.js';
import { type Deadlines, NO_DEADLINES } from './deadlines.js';
import type { Quote, QuoteVersion } from './quote.js';
import type { Asked } from './resolve-approvers.js';

/** What a verdict asks for: stages in order, the roles of one stage in parallel, and the rules behind each role. */
export type Required = Pick<DiscountVerdict, 'stages' | 'reasons' | 'segment' | 'trace'>;

/** An approval of an earlier version that holds for this one, too. */
export interface Standing {
  deciderId: string;
  onBehalfOfId: string | null;
  /** Version that a person approved. */
  approvedVersion: number;
}

interface Submission {
  verdict: Required;
  quote: Quote;
  /** What its approvals are about. */
  version: Pick<QuoteVersion, 'listTotalMinor' | 'netTotalMinor'>;
  /** Who is asked in a role. */
  asked: (role: ApproverRole) => Asked;
  /** What holds of what was approved before. */
  standing: ReadonlyMap<ApproverRole, Standing>;
  /** The n-th id of those drawn for this write. */
  idAt: (n: number) => string;
  /** Of what opens now. */
  deadlines: Deadlines;
  /** The configuration that asks. */
  configNumber: number;
  now: Instant;
}

/**
 * Makes the approvals of one submitted version, frozen from here on: one for each person who is asked, or one that waits
 * for whoever holds the role, or for an admin to name somebody. The first stage with something left to decide is open,
 * later ones wait. What stands is approved (semantics, Deal desk).
 */
export function planApprovals(submission: Submission): Approval[] {
  const { verdict, idAt } = submission;
  let drawn = 0;
  const nextId = () => idAt(drawn++);
  const planned = verdict.stages.flatMap((roles, stage) =>
    roles.flatMap((role) => approvalsOfRole(submission, role, stage, nextId)),
  );
  return withNextStageOpen(planned, submission.deadlines);
}

/** The approvals that one role is asked for. */
export function approvalsOfRole(
  submission: Omit<Submission, 'idAt'>,
  role: ApproverRole,
  stage: number,
  nextId: () => string,
): Approval[] {
  const stands = submission.standing.get(role);
  const reasons = submission.verdict.reasons[role] ?? [];
  const one = (place: Partial<Approval>): Approval => ({
    ...blank(submission, nextId()),
    ...askedAbout(submission.verdict, submission.version, role),
    role,
    stage,
    reasons,
    ...place,
  });
  if (stands) return [one(standingPlace(stands, submission.now))];
  const { memberIds, needs, vacancies, isShared } = submission.asked(role);
  if (isShared) return [one({ inbox: `role:${role}` })];
  const places = [
    ...memberIds.map((id) => ({ assigneeId: id, inbox: `user:${id}` })),
    ...Array.from({ length: vacancies }, () => ({ inbox: ADMIN_INBOX })),
  ];
  const members = places.map(one);
  if (members.length === 1) return members;
  return members.map((member) => ({ ...member, groupId: members[0]?.id ?? null, groupNeeds: needs }));
}

const standingPlace = ({ deciderId, onBehalfOfId, approvedVersion }: Standing, now: Instant): Partial<Approval> => ({
  status: 'approved',
  assigneeId: deciderId,
  inbox: `user:${deciderId}`,
  decidedAt: now,
  decidedById: deciderId,
  onBehalfOfId,
  approvedVersion,
});

const blank = ({ quote, configNumber, now }: Pick<Submission, 'quote' | 'configNumber' | 'now'>, id: string) => ({
  id,
  version: 1,
  createdAt: now,
  quoteId: quote.id,
  quoteVersion: quote.currentVersion,
  opportunityId: quote.opportunityId,
  status: 'waiting' as const,
  assigneeId: null,
  inbox: ADMIN_INBOX,
  requestedAt: now,
  ...NO_DEADLINES,
  escalatedAt: null,
  escalatedToIds: null,
  escalatedInbox: null,
  decidedAt: null,
  decidedById: null,
  reasonCode: null,
  groupId: null,
  groupNeeds: null,
  onBehalfOfId: null,
  approvedVersion: null,
  configNumber,
  assignedById: null,
});

/** Opens the first stage that still has something to decide, with its deadlines; gives copies. */
export function withNextStageOpen(approvals: Approval[], deadlines: Deadlines): Approval[] {
  const next = nextStage(approvals);
  return approvals.map((approval) =>
    approval.stage === next && approval.status === 'waiting' ? { ...approval, ...deadlines, status: 'open' } : approval,
  );
}

/** The first stage in which an approval is neither given nor superseded, or null when all are. */
export function nextStage(approvals: Pick<Approval, 'stage' | 'status'>[]): number | null {
  const left = approvals.filter(({ status }) => status === 'waiting' || status === 'open').map(({ stage }) => stage);
  return left.length > 0 ? Math.min(...left) : null;
}

/** What is still open or waiting, as it is once superseded. */
export const undecided = (approvals: Approval[]): Approval[] =>
  approvals
    .filter(({ status }) => nextApprovalStatus(status, 'supersede'))
    .map((approval) => ({ ...approval, status: 'superseded', version: approval.version + 1 }));
