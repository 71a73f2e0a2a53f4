import { peopleAndSeatsLock } from '../../cypher/generated/entitlements.js';
import {
  lineList,
  roleGrantListByUser,
  teamFindManyByIdentity,
  userFindManyByIdentity,
} from '../../cypher/generated/tenancy.js';
import type { HeldByUser, MonthRow, SeatBookRow, TermsRow, UserRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import { CodedError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { monthKey } from '../kernel/values/months.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain, type ImportedRow, openEdges, sortedHeads, zoneOf } from '../tenancy/index.js';
import { SEATS_CHAIN } from './seat-book.js';
import { leaveRefusals } from './user-import-refusals.js';
import type { ImportFacts, UserImportPlan, UserImportRow } from './user-import-rows.js';
import { workOf, writeWork } from './user-import-write.js';

/** Finds the users of up to 500 rows, by external id, then by handle, and draws ids for the others. */
export async function planUserImport(
  runtime: Pick<Runtime, 'graph' | 'clock'> & Parameters<typeof zoneOf>[0],
  tenantId: string,
  rows: UserImportRow[],
): Promise<UserImportPlan> {
  const identities = rows.map((row, n) => ({ n, ...row }));
  const found = rows.length > 0 ? await runtime.graph.read(userFindManyByIdentity, tenantId, { identities }) : [];
  const planned = rows.map((row, n) => ({
    ...row,
    userId: (found[n]?.byExternalId ?? found[n]?.byHandle)?.id ?? newId(),
    grantIds: row.roles.map(() => newId()),
    seatId: newId(),
  }));
  const userIds = [...new Set(planned.map((row) => row.userId))].sort();
  const month = monthKey(null, instantNow(runtime.clock), await zoneOf(runtime, tenantId));
  return { rows: planned, userIds, heads: userIds.map(adminChain), month };
}

/**
 * Creates and updates users inside a write of the caller's (turn 'seats'), whose first statement this is: it locks
 * `batchHeads`, the users' chains and the seats. People, proposed roles and seats leave receipts of their own; the caller
 * leaves the batch's. A dry run writes nothing.
 */
export async function importUsers(
  step: WriteStep,
  batchHeads: { id: string; kind: string }[],
  plan: UserImportPlan,
  dryRun = false,
): Promise<ImportedRow[]> {
  const heads = sortedHeads([...batchHeads, SEATS_CHAIN, ...plan.heads]);
  const locked = await step.lock(peopleAndSeatsLock, { heads, userIds: plan.userIds, months: [plan.month] });
  if (!locked) throw new CodedError('BAD_USER_INPUT', 'There is no such tenant.');
  const facts = await readFacts(step, plan, locked);
  const work = workOf(plan.rows, facts);
  if (!dryRun) {
    writeWork(step, work, facts);
    leaveRefusals(step, work, batchHeads);
  }
  return work.map((item) => item.result);
}

async function readFacts(
  step: WriteStep,
  plan: UserImportPlan,
  locked: { users: HeldByUser[]; tenant: { kind: string }; book: SeatBookRow; months: MonthRow[]; terms: TermsRow },
): Promise<ImportFacts> {
  const managers = [...new Set(plan.rows.flatMap((row) => row.manager ?? []))];
  const identities = [
    ...plan.rows.map(({ handle, externalId, subject }) => ({ handle, externalId, subject })),
    ...managers.map((handle) => ({ handle, externalId: null, subject: null })),
  ].map((identity, n) => ({ n, ...identity }));
  const teamHandles = [...new Set(plan.rows.flatMap((row) => row.team ?? []))];
  const teamIdentities = teamHandles.map((handle, n) => ({ n, handle, externalId: null }));
  const { userIds } = plan;
  const [found, teams, grants, lines, open] = await Promise.all([
    step.read(userFindManyByIdentity, { identities }),
    step.read(teamFindManyByIdentity, { identities: teamIdentities }),
    step.read(roleGrantListByUser, { userIds, states: ['PENDING', 'ACTIVE'] }),
    step.read(lineList, {}),
    openEdges(step, userIds),
  ]);
  const everyone = found.flatMap((row) =>
    [row.byHandle, row.byExternalId, row.bySubject].filter((user) => user !== null),
  );
  refuseWhenStale(plan, found);
  return {
    users: new Map(everyone.map((user) => [user.id, user])),
    held: new Map(locked.users.map((user) => [user.id, user])),
    grants,
    teams: new Map(teams.flatMap(({ byHandle }) => (byHandle ? [[byHandle.handle, byHandle.id] as const] : []))),
    handles: new Map(everyone.filter((user) => user.endedAt === null).map((user) => [user.handle, user.id])),
    open,
    lines: new Map(lines.map((line) => [line.userId, line.managerId])),
    tenantKind: locked.tenant.kind,
    book: locked.book,
    months: locked.months,
    terms: locked.terms,
    now: step.now,
    byProgram: step.caller.type === 'api_key',
  };
}

/** Somebody else may have created one of these users after the plan was made: its chain and lock are not ours then. */
function refuseWhenStale(
  plan: UserImportPlan,
  found: { byHandle: UserRow | null; byExternalId: UserRow | null }[],
): void {
  const stale = plan.rows.some(({ userId }, n) => {
    const stored = found[n]?.byExternalId ?? found[n]?.byHandle;
    return stored && stored.id !== userId;
  });
  if (stale) throw new CodedError('UNAVAILABLE', 'Users were changed while they were imported; import them again.');
}
