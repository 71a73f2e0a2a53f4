import { z } from 'zod';
import { lineList, lineSetMany, peopleLock } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { begun, ended, openEdges, reporting } from './dated-edges.js';
import { id, idempotencyKey } from './fields.js';
import { closesCircle } from './reporting-line.js';
import { adminChain } from './user.js';

export interface ReportsToSet extends Outcome {
  __typename: 'ReportsToSet';
  userId: string;
  managerId: string | null;
}

/** The user would come to stand above themselves. */
export interface ReportingCircle extends Outcome {
  __typename: 'ReportingCircle';
  message: string;
}

const schema = z.strictObject({ userId: id, managerId: id.nullable(), idempotencyKey });

/** Lets a user report to a manager from now on, in place of whoever it was; null ends the line. */
export async function setReportsTo(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ReportsToSet | ReportingCircle | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { userId, managerId } = command;
  const chain = adminChain(userId);
  const userIds = [...new Set(managerId ? [userId, managerId] : [userId])].sort();
  const spec = { caller, action: 'setReportsTo', command, idempotencyKey };
  return runtime.unitOfWork.write<ReportsToSet | ReportingCircle | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(peopleLock, { heads: [chain], userIds });
    const active = new Map(locked?.users.filter((user) => user.endedAt === null).map((user) => [user.id, user]));
    const user = active.get(userId);
    if (!user || (managerId !== null && !active.has(managerId))) return notFound('user');
    if (user.managerId === managerId) return { __typename: 'ReportsToSet', userId, managerId };
    if (managerId !== null) {
      const lines = new Map((await step.read(lineList, {})).map((line) => [line.userId, line.managerId]));
      if (closesCircle(lines, userId, managerId)) return reportingCircle;
    }
    const lines = (await openEdges(step, [userId])).filter(({ type }) => type === 'REPORTS_TO');
    const before = lines.map((line) => ended(line, step.now));
    step.write(lineSetMany, { lines: [{ userId, managerId }], at: step.now });
    step.receipt({
      workflow: chain.id,
      step: 'SET_MANAGER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: userId, version: user.version },
      business: {
        previous_manager_id: user.managerId,
        snapshot: [...before, ...(managerId ? [begun(reporting(userId, managerId), step.now)] : [])],
      },
    });
    return { __typename: 'ReportsToSet', userId, managerId };
  });
}

const reportingCircle: ReportingCircle = {
  __typename: 'ReportingCircle',
  message: 'This manager reports to the user, directly or through others.',
};
