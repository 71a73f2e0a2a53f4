import { absencesFind } from '../../cypher/generated/routing.js';
import type { AbsenceRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import type { Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';

/** A time in which a user takes no turns of a pool; half open. */
export type Absence = AbsenceRow;

/** The absence is somebody else's: only their manager or a RevOps admin may say it for them. */
export interface NotYourAbsence extends Outcome {
  __typename: 'NotYourAbsence';
  message: string;
}

const FOR_OTHERS = ['sales_manager', 'revops_admin'] as const;
const MOST = 100;

/** Everybody for themselves; sales managers and RevOps admins for anybody. */
export const mayRecord = (caller: Caller, userId: string): boolean =>
  caller.id === userId || FOR_OTHERS.some((role) => caller.roles.includes(role));

/** Refuses whoever speaks for somebody else, with a receipt. */
export function refuseAbsence(step: WriteStep, userId: string, verb: 'RECORD_ABSENCE' | 'END_ABSENCE'): NotYourAbsence {
  step.receipt({
    workflow: workflowId('admin', userId),
    step: verb,
    outcome: 'BLOCKED',
    resource: { type: 'User', id: userId, version: null },
    business: { reason: 'not_theirs' },
  });
  return { __typename: 'NotYourAbsence', message: 'You may only say when you are away yourself.' };
}

/** Leaves the receipt of an absence as it is from now on. */
export function absenceReceipt(step: WriteStep, absence: Absence, verb: 'RECORD_ABSENCE' | 'END_ABSENCE'): void {
  step.receipt({
    workflow: workflowId('admin', absence.userId),
    step: verb,
    outcome: 'ALLOWED',
    resource: { type: 'Absence', id: absence.id, version: absence.version },
    business: { snapshot: [{ type: 'Absence', ...absence }] },
  });
}

/** A user's absences that are not over, the first to end first. */
export async function absencesOf(
  { graph, clock }: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  userId: string,
): Promise<Absence[]> {
  const rows = await graph.read(absencesFind, tenantId, { userId, now: instantNow(clock), limit: MOST });
  return rows.map(({ absence }) => absence);
}
