import type { UserRow } from '../../cypher/rows.js';
import type { WriteStep } from '../kernel/write-step.js';
import {
  adminChain,
  begun,
  type DatedEdgeSnapshot,
  ended,
  member,
  personalDetails,
  reporting,
  type UserDetails,
  userSnapshot,
} from '../tenancy/index.js';
import type { ImportFacts } from './user-import-rows.js';

/** What a row changed about a person. */
interface ChangedPerson {
  row: { userId: string };
  details: UserDetails;
  isNew: boolean;
  detailsChanged: boolean;
  join: string | null;
  leave: string[];
  managerId: string | null;
}

/**
 * Leaves a receipt of each person that a file made or changed: who signs in as whom, and who reports to whom, is authority, and
 * a person's details must be erasable without those of the others in the file.
 */
export function leavePeopleReceipts(step: WriteStep, work: readonly ChangedPerson[], facts: ImportFacts): void {
  for (const item of work) {
    const { row, details, isNew, detailsChanged } = item;
    const edges = edgesOf(item, facts.open, step.now);
    if (!isNew && !detailsChanged && edges.length === 0) continue;
    const stored: UserRow | undefined = facts.users.get(row.userId);
    const version = (stored?.version ?? 0) + Number(isNew || detailsChanged);
    const createdAt = stored?.createdAt ?? step.now;
    step.receipt({
      workflow: adminChain(row.userId).id,
      step: isNew ? 'CREATE_USER' : 'UPDATE_USER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: row.userId, version },
      business: { imported: true, snapshot: [userSnapshot(row.userId, version, { createdAt }), ...edges] },
      personal: isNew || detailsChanged ? personalDetails(details, row.userId) : null,
    });
  }
}

function edgesOf(
  { row: { userId }, join, leave, managerId }: ChangedPerson,
  open: readonly DatedEdgeSnapshot[],
  now: string,
): DatedEdgeSnapshot[] {
  const isEnding = ({ type, teamId }: DatedEdgeSnapshot) =>
    type === 'MEMBER_OF' ? leave.includes(teamId ?? '') : type === 'REPORTS_TO' && managerId !== null;
  const ending = open.filter((edge) => edge.userId === userId && isEnding(edge)).map((edge) => ended(edge, now));
  const joined = join ? [begun(member(userId, join), now)] : [];
  return [...ending, ...joined, ...(managerId ? [begun(reporting(userId, managerId), now)] : [])];
}
