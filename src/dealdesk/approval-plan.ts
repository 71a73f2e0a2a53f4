import type { ManagerRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Approval, holderRole, nextApprovalStatus } from './approval.js';
import type { Quote } from './quote.js';
import { bare } from './snapshots.js';

/** What a verdict asks for: stages in order, the roles of one stage in parallel, and the rules behind each role. */
export interface Required {
  stages: ApproverRole[][];
  reasons: Record<string, string[]>;
}

/** An approval that stands already: given by the person whose counter-proposal came back as proposed. */
export interface Standing {
  role: ApproverRole;
  deciderId: string;
}

/**
 * Makes the approvals of one submitted version, frozen from here on. A sales manager's approval goes to the nearest manager
 * of the owner who holds the role and made none of the quote; every other role, and this one when nobody is found, waits
 * for whoever holds it. The first stage with something left to decide is open, later ones wait.
 */
export function planApprovals(input: {
  required: Required;
  quote: Quote;
  managers: ManagerRow[];
  /** People who made this version: they never approve it. */
  makers: string[];
  standing: Standing | null;
  ids: string[];
  now: Instant;
}): Approval[] {
  const { required, quote, standing, now } = input;
  const nextId = input.ids[Symbol.iterator]();
  const planned = required.stages.flatMap((roles, stage) =>
    roles.map((role): Approval => {
      const assigneeId = role === 'SALES_MANAGER' ? nearestHolder(input.managers, role, input.makers) : null;
      const stands = standing?.role === role;
      return {
        id: nextId.next().value as string,
        version: 1,
        quoteId: quote.id,
        quoteVersion: quote.currentVersion,
        opportunityId: quote.opportunityId,
        role,
        stage,
        status: stands ? 'approved' : 'waiting',
        reasons: required.reasons[role] ?? [],
        assigneeId: stands ? standing.deciderId : assigneeId,
        inbox: assigneeId ? `user:${assigneeId}` : `role:${role}`,
        requestedAt: now,
        decidedAt: stands ? now : null,
        decidedById: stands ? standing.deciderId : null,
        reasonCode: null,
      };
    }),
  );
  return withNextStageOpen(planned);
}

/** Opens the first stage that still has something to decide; gives copies. */
export function withNextStageOpen(approvals: Approval[]): Approval[] {
  const next = nextStage(approvals);
  return approvals.map((approval) =>
    approval.stage === next && approval.status === 'waiting' ? { ...approval, status: 'open' } : approval,
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
    .map((approval) => ({ ...bare(approval), status: 'superseded', version: approval.version + 1 }));
