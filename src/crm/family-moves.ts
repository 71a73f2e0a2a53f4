import { familiesFindMembers } from '../../cypher/generated/crm.js';
import type { AccountRow, AccountWrite } from '../../cypher/rows.js';
import { CodedError } from '../kernel/errors.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { WriteStep } from '../kernel/write-step.js';
import { moveInFamilies, type ParentChange } from './families.js';

/** A family got another root between finding and locking it: the write is to be run again. */
export interface FamilyMoved extends Outcome {
  __typename: 'FamilyMoved';
}
export const familyMoved: FamilyMoved = { __typename: 'FamilyMoved' };

/** Families move seldom; whoever meets so many moves in a row is told to come back. */
const MOST_RUNS = 5;

/** Runs a write that locks families until it has met them where it found them. */
export async function untilFamiliesHold<O extends Outcome>(
  write: () => Promise<O | FamilyMoved>,
): Promise<Exclude<O, FamilyMoved>> {
  for (let run = 1; run <= MOST_RUNS; run++) {
    const outcome = await write();
    if (outcome.__typename !== 'FamilyMoved') return outcome as Exclude<O, FamilyMoved>;
  }
  throw new CodedError('UNAVAILABLE', 'This family of accounts is changing at the moment; repeat in a while.');
}

/**
 * Decides what changes of parents write, behind the locks of the families: the accounts that get another parent (a new version, with
 * their edge) and everything below that gets another root (derived, so no new version). Null when a family moved before it was locked.
 */
export async function planParents(
  step: WriteStep,
  accounts: readonly AccountRow[],
  lockedIds: readonly string[],
  changes: readonly ParentChange[],
): Promise<{ writes: AccountWrite[]; refused: ParentChange[] } | null> {
  const rootIds = [...new Set(accounts.map(({ familyRootId }) => familyRootId))];
  const locked = new Set(lockedIds);
  if (!rootIds.every((id) => locked.has(id))) return null;
  const members = await step.read(familiesFindMembers, { rootIds });
  const { moved, refused } = moveInFamilies(members, changes);
  const before = new Map(members.map((member) => [member.id, member]));
  const writes = moved.map(({ id, parentId, familyRootId }): AccountWrite => {
    const member = before.get(id);
    if (!member || member.parentId === parentId) return { id, properties: { familyRootId }, owner: null, parent: null };
    const properties = { parentId, familyRootId, updatedAt: step.now, version: member.version + 1 };
    return { id, properties, owner: null, parent: { id: parentId } };
  });
  return { writes, refused };
}
