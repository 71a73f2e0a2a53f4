import type { WriteStep } from '../kernel/write-step.js';
import { type ImportedRow, movesApprovals, movesRoles } from '../tenancy/index.js';
import type { ImportFacts, UserImportPlan } from './user-import-rows.js';

/** What takes two persons, and a file asks of one, or of a program: the rest of its row is imported. */
export type Refusal =
  | { step: 'UPDATE_USER'; reason: 'SUBJECT_HOLDS_ROLES' | 'EMAIL_DECIDES' }
  | { step: 'PROPOSE_ROLE'; reason: 'NOT_A_PERSON' };

type Problem = ImportedRow['problems'][number];
type PlannedRow = UserImportPlan['rows'][number];

/** What a user has after a row, and why it is not what the row says. */
interface Kept {
  kept: string | null;
  problem?: Problem;
  refusal?: Refusal;
}

/** The token subject a user has after a row; that of somebody with roles is kept, as in `updateUser`. */
export function subjectOf(
  { userId, subject }: Pick<PlannedRow, 'userId' | 'subject'>,
  { users, grants }: Pick<ImportFacts, 'users' | 'grants'>,
): Kept {
  const stored = users.get(userId)?.subject ?? null;
  const given = subject ?? stored;
  const holdsRoles = grants.some((grant) => grant.userId === userId);
  if (!movesRoles(stored, given, holdsRoles)) return { kept: given };
  return {
    kept: stored,
    problem: {
      column: 'subject',
      message: 'was not changed: whoever signs in with it would hold the roles of this user',
    },
    refusal: { step: 'UPDATE_USER', reason: 'SUBJECT_HOLDS_ROLES' },
  };
}

/** The e-mail address a user has after a row; that of somebody who approves is kept, as in `updateUser`. */
export function emailOf(
  { userId, email }: Pick<PlannedRow, 'userId' | 'email'>,
  { users, grants }: Pick<ImportFacts, 'users' | 'grants'>,
): Kept {
  const stored = users.get(userId)?.email ?? null;
  const theirs = grants.filter((grant) => grant.userId === userId);
  if (!movesApprovals(stored, email, theirs)) return { kept: email ?? stored };
  return {
    kept: stored,
    problem: {
      column: 'email',
      message: 'was not changed: whoever reads mail there could decide approvals as this user',
    },
    refusal: { step: 'UPDATE_USER', reason: 'EMAIL_DECIDES' },
  };
}

/** An API key is nobody: whoever holds it could propose a role with it and confirm it as themselves. */
export const refusedRoles: { problem: Problem; refusal: Refusal } = {
  problem: { column: 'roles', message: 'were not proposed: a person proposes a role, not an API key' },
  refusal: { step: 'PROPOSE_ROLE', reason: 'NOT_A_PERSON' },
};

/** Leaves a receipt of each refusal in the import's own chain. */
export function leaveRefusals(
  step: WriteStep,
  work: readonly { row: { userId: string }; refusals: Refusal[] }[],
  [batch]: readonly { id: string }[],
): void {
  if (!batch) return;
  for (const { row, refusals } of work) {
    for (const refusal of refusals) {
      step.receipt({
        workflow: batch.id,
        step: refusal.step,
        outcome: 'DENIED',
        resource: { type: 'User', id: row.userId, version: null },
        business: { reason: refusal.reason, imported: true },
      });
    }
  }
}
