import type { ManagerRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Approval, holderRole, nextApprovalStatus } from './approval.js';
import { type Deadlines, NO_DEADLINES } from './deadlines.js';
import type { Quote, QuoteVersion } from './quote.js';

/** What a verdict asks for: stages in order, the roles of one stage in parallel, and the rules behind each role. */
export type Required = Pick<DiscountVerdict, 'stages' | 'reasons'>;

interface Submission {
  verdict: Required;
  quote: Quote;
  version: QuoteVersion;
  managers: ManagerRow[];
  /** Who submits it, and who made its history what it is. */
  handlerIds: string[];
  /** What the quote was asked for before. */
  approvals: Approval[];
  /** One for each role that may be asked. */
  ids: string[];
  /** Of what opens now. */
  deadlines: Deadlines;
  /** The configuration that asks. */
  configNumber: number;
  now: Instant;
}

/**
 * Makes the approvals of one submitted version, frozen from here on. A sales manager's approval goes to the nearest manager
 * of the owner who holds the role and made none of the quote; every other role, and this one when nobody is found, waits
 * for whoever holds it. The first stage with something left to decide is open, later ones wait. A proposer's approval
 * stands when the quote comes back as proposed, unless the proposal made them a maker (semantics, Deal desk).
 */
export function planApprovals(submission: Submission): Approval[] {
  const { verdict, quote, version, now } = submission;
  const makers = [quote.ownerId, ...submission.handlerIds, ...version.makerIds];
  const standing = standingApproval(version, submission.approvals, makers);
  const managerId = nearestHolder(submission.managers, 'SALES_MANAGER', makers);
  const nextId = submission.ids[Symbol.iterator]();
  const planned = verdict.stages.flatMap((roles, stage) =>
    roles.map((role): Approval => {
      const stands = standing?.role === role;
      const assigneeId = stands ? standing.deciderId : role === 'SALES_MANAGER' ? managerId : null;
      return {
        id: nextId.next().value as string,
        version: 1,
        createdAt: now,
        quoteId: quote.id,
        quoteVersion: quote.currentVersion,
        opportunityId: quote.opportunityId,
        role,
        stage,
        status: stands ? 'approved' : 'waiting',
        reasons: verdict.reasons[role] ?? [],
        assigneeId,
        inbox: assigneeId ? `user:${assigneeId}` : `role:${role}`,
        requestedAt: now,
        ...NO_DEADLINES,
        escalatedAt: null,
        escalatedToIds: null,
        escalatedInbox: null,
        decidedAt: stands ? now : null,
        decidedById: stands ? standing.deciderId : null,
        reasonCode: null,
        groupId: null,
        groupNeeds: null,
        onBehalfOfId: null,
        approvedVersion: stands ? version.number : null,
        configNumber: submission.configNumber,
        assignedById: null,
      };
    }),
  );
  return withNextStageOpen(planned, submission.deadlines);
}

/** The approval that a counter-proposal was, if this version is that counter-proposal. */
function standingApproval(
  version: QuoteVersion,
  approvals: Approval[],
  makers: string[],
): { role: ApproverRole; deciderId: string } | null {
  if (version.origin !== 'counter_proposal') return null;
  const proposed = approvals.find(({ id }) => id === version.proposedByApprovalId);
  if (!proposed?.decidedById || makers.includes(proposed.decidedById)) return null;
  return { role: proposed.role, deciderId: proposed.decidedById };
}

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

function nearestHolder(managers: ManagerRow[], role: ApproverRole, makers: string[]): string | null {
  const able = managers.filter(({ id, roles }) => roles.includes(holderRole(role)) && !makers.includes(id));
  return able.sort((a, b) => a.level - b.level)[0]?.id ?? null;
}

/** What is still open or waiting, as it is once superseded. */
export const undecided = (approvals: Approval[]): Approval[] =>
  approvals
    .filter(({ status }) => nextApprovalStatus(status, 'supersede'))
    .map((approval) => ({ ...approval, status: 'superseded', version: approval.version + 1 }));
