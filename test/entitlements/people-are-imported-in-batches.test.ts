import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importUsers, planUserImport, seatUse, type UserImportRow } from '../../src/entitlements/index.js';
import { workflowId } from '../../src/kernel/receipts.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import {
  confirmRoleGrants,
  drawIds,
  holdingsAt,
  type ImportedRow,
  importTeams,
  listRoleGrants,
  userByHandle,
} from '../../src/tenancy/index.js';
import { type TenancyWorld, tenancyWorld } from '../tenancy/tenancy-world.js';

const REPS = 120;
const SEATS = 100;

const row = (n: number, more: Partial<UserImportRow> = {}): UserImportRow => ({
  row: n + 1,
  handle: `rep-${n}`,
  externalId: `crm-${n}`,
  name: `Rep ${n}`,
  subject: null,
  email: null,
  team: 'west',
  manager: n === 0 ? null : 'rep-0',
  roles: ['ae'],
  seat: 'DECISION',
  ...more,
});

describe('an import of people', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld({ seatLimit: SEATS, plan: 'enterprise' });
  });
  afterAll(() => world.close());

  /** An import as its slice does it: one write, with the batch's own receipt. */
  const run = async (rows: UserImportRow[], dryRun = false): Promise<ImportedRow[]> => {
    const plan = await planUserImport(world.runtime, world.tenantId, rows);
    const head = { id: workflowId('batch', 'users'), kind: 'batch' };
    const spec = { caller: await world.caller('ada'), action: 'importUsers', command: { rows }, turn: 'seats' };
    let results: ImportedRow[] = [];
    await world.runtime.unitOfWork.write(spec, async (step) => {
      results = await importUsers(step, [head], plan, dryRun);
      if (!dryRun) {
        step.receipt({
          workflow: head.id,
          step: 'RUN_IMPORT',
          outcome: 'ALLOWED',
          resource: { type: 'ImportRun', id: 'users', version: null },
        });
      }
      return { __typename: 'Imported' };
    });
    return results;
  };
  const teams = async (lead: string | null) => {
    const rows = [{ row: 1, handle: 'west', externalId: null, name: 'West', lead }];
    const ids = drawIds(rows);
    const head = { id: workflowId('batch', 'teams'), kind: 'batch' };
    let results: ImportedRow[] = [];
    await world.runtime.unitOfWork.write(
      { caller: await world.caller('ada'), action: 'importTeams', command: rows },
      async (step) => {
        results = (await importTeams(step, [head], rows, ids)).rows;
        step.receipt({
          workflow: head.id,
          step: 'RUN_IMPORT',
          outcome: 'ALLOWED',
          resource: { type: 'ImportRun', id: 'teams', version: null },
        });
        return { __typename: 'Imported' };
      },
    );
    return results;
  };
  const rows = Array.from({ length: REPS }, (_, n) => row(n));

  it('tries everything first and writes nothing, when asked to', async () => {
    await teams(null);
    const results = await run(rows, true);
    expect(results.every((result) => result.outcome === 'created')).toBe(true);
    expect(await userByHandle(world.runtime, world.tenantId, 'rep-0')).toBeNull();
  });

  it('creates people with team, line and seat, and reports whom no seat was left for', async () => {
    const results = await run(rows);
    expect(results.filter((result) => result.outcome === 'created')).toHaveLength(REPS);
    const without = results.filter((result) => result.problems.some((problem) => problem.column === 'seat'));
    expect(without).toHaveLength(REPS - SEATS);
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({ used: SEATS, limit: SEATS });
    const [first, last] = await holdingsAt(
      world.runtime,
      world.tenantId,
      [results[0]?.id ?? '', results.at(-1)?.id ?? ''],
      instantOf(Date.now()),
    );
    expect(first).toMatchObject({ roles: [], managerId: null });
    expect(last).toMatchObject({ roles: [], managerId: results[0]?.id, teamIds: [expect.any(String)] });
    const steps = (await world.receipts()).map((receipt) => `${receipt.step} ${receipt.outcome}`);
    expect(steps.filter((step) => step === 'PROPOSE_ROLE ALLOWED')).toHaveLength(REPS);
    expect(steps.filter((step) => step === 'ASSIGN_SEAT ALLOWED')).toHaveLength(SEATS);
    expect(steps.filter((step) => step === 'BLOCK_INVITATION BLOCKED')).toHaveLength(REPS - SEATS);
  });

  it('leaves the roles to a second admin', async () => {
    const pending = await listRoleGrants(world.runtime, world.tenantId, { state: 'PENDING', after: null, limit: 500 });
    expect(pending).toHaveLength(REPS);
    const grantIds = pending.map((grant) => grant.id);
    expect(await confirmRoleGrants(world.runtime, await world.caller('bob'), { grantIds })).toMatchObject({
      confirmed: REPS,
    });
    const rep = await userByHandle(world.runtime, world.tenantId, 'rep-7');
    const [held] = await holdingsAt(world.runtime, world.tenantId, [rep?.id ?? ''], instantOf(Date.now()));
    expect(held?.roles).toEqual(['ae']);
  });

  it('changes nothing the second time', async () => {
    const before = (await world.receipts()).length;
    const seated = rows.map((each, n) => (n < SEATS ? each : { ...each, seat: null }));
    const results = await run(seated);
    expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['unchanged']));
    expect(await world.receipts()).toHaveLength(before + 1);
    expect((await teams('rep-0')).map((result) => result.outcome)).toEqual(['updated']);
    expect((await teams('rep-0')).map((result) => result.outcome)).toEqual(['unchanged']);
  });

  it('follows a renamed person by their external id, and says what is wrong with a row', async () => {
    const results = await run([
      row(3, { handle: 'rep-three', name: 'Rep Three' }),
      row(4, { handle: 'rep-5' }),
      row(6, { team: 'east', manager: 'nobody' }),
      row(0, { manager: 'rep-9', seat: null }),
      row(200, { handle: 'rep-three', seat: null }),
    ]);
    expect(results.map((result) => result.outcome)).toEqual([
      'updated',
      'rejected',
      'unchanged',
      'unchanged',
      'rejected',
    ]);
    expect(results[2]?.problems.map((problem) => problem.column)).toEqual(['team', 'manager']);
    expect(results[3]?.problems).toEqual([{ column: 'manager', message: expect.stringContaining('reports to') }]);
    expect(await userByHandle(world.runtime, world.tenantId, 'rep-three')).toMatchObject({ externalId: 'crm-3' });
  });
});
