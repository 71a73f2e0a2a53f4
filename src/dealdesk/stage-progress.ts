import type { Instant } from '../kernel/values/instants.js';
import { type Approval, nextApprovalStatus } from './approval.js';
import { nextStage } from './approval-plan.js';
import type { Deadlines } from './deadlines.js';

/** What an approval that was given moves: approvals as they are afterwards. */
export interface Progress {
  opened: Approval[];
  /** The rest of a group of which enough have approved. */
  superseded: Approval[];
  /** Given with the same decision, since the same person is asked next. */
  followed: Approval[];
  /** Whether nothing is left to decide. */
  isDone: boolean;
  /** All of them, as they are afterwards. */
  after: Approval[];
}

interface Given {
  /** Those of the version, the given one among them. */
  approvals: Approval[];
  /** Deadlines of what opens. */
  deadlines: Deadlines;
  now: Instant;
  /** Whether an approval is given with the same decision. */
  follows: (next: Approval) => boolean;
  /** What an approval given with the same decision says of it. */
  decision: Pick<Approval, 'decidedAt' | 'decidedById' | 'onBehalfOfId' | 'reasonCode' | 'approvedVersion'>;
}

/**
 * Moves a chain on after an approval: enough of a group supersede its rest, a complete stage opens the next, and who
 * decided is not asked again in the stage right after (semantics, Deal desk).
 */
export function moveOn(given: Given): Progress {
  const { decidedAt, decidedById, onBehalfOfId, reasonCode, approvedVersion } = given.decision;
  const decision = { decidedAt, decidedById, onBehalfOfId, reasonCode, approvedVersion };
  const after = new Map(given.approvals.map((approval) => [approval.id, approval]));
  const change = (approval: Approval, into: Partial<Approval>) =>
    after.set(approval.id, { ...approval, ...into, version: approval.version + 1 });
  for (;;) {
    for (const rest of dispensable([...after.values()])) change(rest, { status: 'superseded' });
    const stage = nextStage([...after.values()]);
    const next = [...after.values()].filter((approval) => approval.stage === stage && approval.status === 'waiting');
    if (next.length === 0) break;
    const followed = next.filter(given.follows);
    for (const one of followed) change(one, { ...decision, status: 'approved' });
    const left = next.filter((approval) => !followed.includes(approval));
    const freed = new Set(dispensable([...after.values()]).map(({ id }) => id));
    for (const one of left.filter(({ id }) => !freed.has(id))) {
      change(one, { ...given.deadlines, status: 'open', requestedAt: given.now });
    }
  }
  return told(given.approvals, [...after.values()]);
}

function told(before: Approval[], after: Approval[]): Progress {
  const changed = after.filter((approval) => !before.includes(approval));
  const now = (status: Approval['status']) => changed.filter((approval) => approval.status === status);
  return {
    opened: now('open'),
    superseded: now('superseded'),
    followed: now('approved'),
    isDone: nextStage(after) === null,
    after,
  };
}

/** Undecided approvals of groups of which enough have approved. */
function dispensable(approvals: Approval[]): Approval[] {
  const given = (groupId: string) =>
    approvals.filter((one) => one.groupId === groupId && one.status === 'approved').length;
  return approvals.filter(
    ({ groupId, groupNeeds, status }) =>
      groupId !== null && nextApprovalStatus(status, 'supersede') !== null && given(groupId) >= (groupNeeds ?? 1),
  );
}

/** Whether nothing is left to decide in the stage of an approval, once it is given. */
export function completesStage(approvals: Approval[], given: Approval): boolean {
  const all = approvals.map((one) => (one.id === given.id ? given : one));
  const spare = new Set(dispensable(all).map(({ id }) => id));
  const stage = nextStage(all.filter(({ id }) => !spare.has(id)));
  return stage === null || stage > given.stage;
}
