import { z } from 'zod';
import { peopleAndSeatsLock } from '../../cypher/generated/entitlements.js';
import { lineSetMany, roleGrantCloseMany, roleGrantListByUser, userEnd } from '../../cypher/generated/tenancy.js';
import type { HeldByUser } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import {
  adminChain,
  begun,
  ended,
  fields,
  grantAfter,
  isLastAdmin,
  type LastAdmin,
  lastAdmin,
  openEdges,
  reporting,
  roleGrantSnapshot,
  sortedHeads,
  userSnapshot,
} from '../tenancy/index.js';
import { takeSeatBack } from './release-seat.js';
import { SEATS_CHAIN, SEATS_TURN } from './seat-book.js';

export interface UserEnded extends Outcome {
  __typename: 'UserEnded';
  userId: string;
}

const schema = z.strictObject({ userId: fields.id, idempotencyKey: fields.idempotencyKey });

/**
 * Ends a user: their roles, memberships, leads, reporting line and seat end at once, and their token is refused from now
 * on. Who reported to them reports to their manager. What they did and held stays on record. Again: changes nothing.
 */
export async function endUser(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<UserEnded | LastAdmin | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId } = command;
  const heads = sortedHeads([adminChain(userId), SEATS_CHAIN]);
  const spec = { caller, action: 'endUser', command, idempotencyKey, turn: SEATS_TURN };
  return runtime.unitOfWork.write<UserEnded | LastAdmin | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleAndSeatsLock, { heads, userIds: [userId], months: [] });
    const user = locked?.users[0];
    if (!user) return notFound('user');
    if (user.endedAt !== null) return { __typename: 'UserEnded', userId };
    if (user.roles.some(({ role }) => role === 'revops_admin') && (await isLastAdmin(step, userId))) return lastAdmin;
    const grants = await endGrants(step, userId);
    const lines = user.reportIds.map((reportId) => ({ userId: reportId, managerId: user.managerId }));
    const edges = await endEdges(step, user);
    step.write(lineSetMany, { lines, at: step.now });
    step.write(userEnd, { userId, at: step.now });
    step.receipt({
      workflow: adminChain(userId).id,
      step: 'END_USER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: user.version + 1 },
      business: {
        snapshot: [userSnapshot(userId, user.version + 1, { endedAt: step.now }), ...grants, ...edges],
      },
    });
    if (user.seat) takeSeatBack(step, { ...user.seat, userId }, locked.book);
    return { __typename: 'UserEnded', userId };
  });
}

async function endGrants(step: WriteStep, userId: string) {
  const open = await step.read(roleGrantListByUser, { userIds: [userId], states: ['PENDING', 'ACTIVE'] });
  const ended = open.flatMap((grant) => {
    const state = grantAfter(grant.state, 'end');
    return state ? [{ ...grant, state, version: grant.version + 1, to: step.now }] : [];
  });
  step.write(roleGrantCloseMany, { grants: ended.map(({ id, state }) => ({ id, state })), at: step.now });
  return ended.map(roleGrantSnapshot);
}

/** Every edge of the user ends; whoever reported to them reports to their manager from now on. */
async function endEdges(step: WriteStep, user: HeldByUser) {
  const open = await openEdges(step, [user.id, ...user.reportIds]);
  const ending = open.filter((edge) => edge.userId === user.id || edge.type === 'REPORTS_TO');
  const { managerId } = user;
  const moved = managerId ? user.reportIds.map((reportId) => begun(reporting(reportId, managerId), step.now)) : [];
  return [...ending.map((edge) => ended(edge, step.now)), ...moved];
}
