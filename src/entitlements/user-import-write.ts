import {
  lineSetMany,
  membershipCloseMany,
  membershipOpenMany,
  roleGrantInsertMany,
  userInsertMany,
  userUpdateMany,
} from '../../cypher/generated/tenancy.js';
import type { RoleGrantRow } from '../../cypher/rows.js';
import type { WriteStep } from '../kernel/write-step.js';
import {
  adminChain,
  closesCircle,
  detailsDiffer,
  type ImportedRow,
  isGrantable,
  newUser,
  proposedGrant,
  roleGrantSnapshot,
  rowsNamedTwice,
  type UserDetails,
} from '../tenancy/index.js';
import { leavePeopleReceipts } from './user-import-receipts.js';
import { emailOf, type Refusal, refusedRoles, subjectOf } from './user-import-refusals.js';
import type { ImportFacts, UserImportPlan } from './user-import-rows.js';
import { assignSeats, type Room, roomFor, type SeatResult, seatOf } from './user-import-seats.js';

type PlannedRow = UserImportPlan['rows'][number];

/** What one row changes. */
interface RowWork {
  row: PlannedRow;
  result: ImportedRow;
  details: UserDetails;
  isNew: boolean;
  detailsChanged: boolean;
  join: string | null;
  leave: string[];
  managerId: string | null;
  proposals: { id: string; role: string }[];
  seat: SeatResult | null;
  /** What one person, or a program, may not do alone. */
  refusals: Refusal[];
}

/** Decides what each row changes; lines and the room for seats are carried from row to row. */
export function workOf(rows: PlannedRow[], facts: ImportFacts): RowWork[] {
  const twice = rowsNamedTwice(rows);
  const rejections = rows.map((row, n) => rejectionOf(row, facts, twice.has(n)));
  const handles = new Map(facts.handles);
  for (const [n, row] of rows.entries()) if (!rejections[n]) handles.set(row.handle, row.userId);
  const carried = { lines: new Map(facts.lines), room: roomFor(facts), handles };
  return rows.map((row, n) => {
    const rejection = rejections[n];
    return rejection ? rejected(row, rejection) : accepted(row, facts, carried);
  });
}

interface Carried {
  lines: Map<string, string>;
  room: Room;
  handles: Map<string, string>;
}

type Problem = ImportedRow['problems'][number];

function rejectionOf(row: PlannedRow, facts: ImportFacts, twice: boolean): Problem | null {
  if (twice) return { column: 'handle', message: `"${row.handle}" is the handle or external id of an earlier row` };
  const others = [...facts.users.values()].filter((user) => user.id !== row.userId);
  if (others.some((user) => user.handle === row.handle)) {
    return { column: 'handle', message: `"${row.handle}" is the handle of another user` };
  }
  if (row.subject !== null && others.some((user) => user.subject === row.subject)) {
    return { column: 'subject', message: 'is the token subject of another user' };
  }
  if (facts.users.get(row.userId)?.endedAt) return { column: 'handle', message: `"${row.handle}" was ended` };
  return null;
}

function rejected(row: PlannedRow, problem: Problem): RowWork {
  const result: ImportedRow = { row: row.row, id: null, outcome: 'rejected', problems: [problem] };
  const nothing = { join: null, leave: [], managerId: null, proposals: [], seat: null, refusals: [] };
  return { row, result, details: row, isNew: false, detailsChanged: false, ...nothing };
}

function accepted(row: PlannedRow, facts: ImportFacts, carried: Carried): RowWork {
  const problems: Problem[] = [];
  const stored = facts.users.get(row.userId);
  const held = facts.held.get(row.userId);
  const subject = subjectOf(row, facts);
  const email = emailOf(row, facts);
  problems.push(...[subject, email].flatMap(({ problem }) => problem ?? []));
  const refusals = [subject, email].flatMap(({ refusal }): Refusal[] => (refusal ? [refusal] : []));
  const details = {
    handle: row.handle,
    name: row.name,
    subject: subject.kept,
    email: email.kept,
    externalId: row.externalId ?? stored?.externalId ?? null,
  };
  const isNew = !stored;
  const detailsChanged = stored !== undefined && detailsDiffer(stored, details);
  const teamId = row.team === null ? null : (facts.teams.get(row.team) ?? null);
  if (row.team !== null && teamId === null)
    problems.push({ column: 'team', message: `there is no team "${row.team}"` });
  const join = teamId !== null && !held?.teamIds.includes(teamId) ? teamId : null;
  const leave = teamId === null ? [] : (held?.teamIds.filter((id) => id !== teamId) ?? []);
  const managerId = managerOf(row, carried, problems);
  const proposals = proposalsOf(row, facts, problems, refusals);
  const seat = seatOf(row, held?.seat?.type ?? null, carried.room, problems);
  const changed = detailsChanged || join || leave.length > 0 || managerId || proposals.length > 0 || seat === 'given';
  const outcome = isNew ? 'created' : changed ? 'updated' : 'unchanged';
  const result: ImportedRow = { row: row.row, id: row.userId, outcome, problems };
  return { row, result, details, isNew, detailsChanged, join, leave, managerId, proposals, seat, refusals };
}

/** The manager to report to from now on, or null when the line stays as it is. */
function managerOf(row: PlannedRow, { lines, handles }: Carried, problems: Problem[]): string | null {
  if (row.manager === null) return null;
  const managerId = handles.get(row.manager);
  const message =
    managerId === undefined
      ? `there is no user "${row.manager}"`
      : closesCircle(lines, row.userId, managerId)
        ? `"${row.manager}" reports to this user`
        : null;
  if (message !== null) problems.push({ column: 'manager', message });
  if (message !== null || managerId === undefined || lines.get(row.userId) === managerId) return null;
  lines.set(row.userId, managerId);
  return managerId;
}

function proposalsOf(
  row: PlannedRow,
  facts: ImportFacts,
  problems: Problem[],
  refusals: Refusal[],
): RowWork['proposals'] {
  const open = new Set(facts.grants.filter((grant) => grant.userId === row.userId).map((grant) => grant.role));
  if (facts.byProgram && row.roles.some((role) => !open.has(role))) {
    const { problem, refusal } = refusedRoles;
    problems.push(problem);
    refusals.push(refusal);
    return [];
  }
  return row.roles.flatMap((role, n) => {
    if (!isGrantable(role, facts.tenantKind)) {
      problems.push({ column: 'roles', message: `the role ${role} cannot be held in this tenant` });
      return [];
    }
    const id = row.grantIds[n];
    if (open.has(role) || !id) return [];
    open.add(role);
    return [{ id, role }];
  });
}

/** Writes what the rows change, and leaves the receipts of people, proposed roles and seats. */
export function writeWork(step: WriteStep, work: RowWork[], facts: ImportFacts): void {
  const created = work.filter((item) => item.isNew).map(({ row, details }) => newUser(row.userId, details));
  const updated = work.filter((item) => item.detailsChanged).map(({ row, details }) => newUser(row.userId, details));
  const joins = work.flatMap(({ row, join }) => (join ? [{ userId: row.userId, teamId: join }] : []));
  const leaves = work.flatMap(({ row, leave }) => leave.map((teamId) => ({ userId: row.userId, teamId })));
  const lines = work.flatMap(({ row, managerId }) => (managerId ? [{ userId: row.userId, managerId }] : []));
  const at = step.now;
  if (created.length > 0) step.write(userInsertMany, { users: created, at });
  if (updated.length > 0) step.write(userUpdateMany, { users: updated });
  if (leaves.length > 0) step.write(membershipCloseMany, { memberships: leaves, at });
  if (joins.length > 0) step.write(membershipOpenMany, { memberships: joins, at });
  if (lines.length > 0) step.write(lineSetMany, { lines, at });
  leavePeopleReceipts(step, work, facts);
  proposeRoles(step, work);
  assignSeats(step, work, facts);
}

function proposeRoles(step: WriteStep, work: RowWork[]): void {
  const grants: RoleGrantRow[] = work.flatMap(({ row, proposals }) =>
    proposals.map(({ id, role }) => proposedGrant(id, row.userId, role, step.caller.id, step.now)),
  );
  if (grants.length > 0) step.write(roleGrantInsertMany, { grants, at: step.now });
  for (const grant of grants) {
    step.receipt({
      workflow: adminChain(grant.userId).id,
      step: 'PROPOSE_ROLE',
      outcome: 'ALLOWED',
      resource: { type: 'RoleGrant', id: grant.id, version: 1 },
      business: { role: grant.role, user_id: grant.userId, imported: true, snapshot: [roleGrantSnapshot(grant)] },
    });
  }
}
