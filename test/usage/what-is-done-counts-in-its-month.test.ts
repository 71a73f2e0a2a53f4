import { describe, expect, it } from '@jest/globals';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

describe('the counters of a month', () => {
  const usage = async (workspaceId: string | null, month?: string) => {
    const admin = await world.as('admin');
    const { getUsage } = await admin.ask(
      'query($workspaceId: ID, $month: DateTime) { getUsage(workspaceId: $workspaceId, month: $month) { start end imports exports activeUsers } }',
      { workspaceId, month },
    );
    return getUsage;
  };

  it("are those of a calendar month of the tenant's zone, and 0 before anything is done", async () => {
    expect(await usage('w0')).toEqual({
      start: '2026-03-01T05:00:00.000Z',
      end: '2026-04-01T04:00:00.000Z',
      imports: 0,
      exports: 0,
      activeUsers: 0,
    });
  });

  it('rise with events once each, in the month in which they happened', async () => {
    const job = (id: string, occurred_at?: string) =>
      event('import_success', { workspace_id: 'w1', occurred_at, metadata: { importJobId: id } });
    const february = job('a', '2026-03-01T04:59:59Z');
    const batch = [
      february,
      job('b'),
      job('c'),
      job('c'),
      event('export_success', { workspace_id: 'w1', metadata: { exportId: 'x' } }),
    ];
    await Promise.all(Array.from({ length: 8 }, () => post(world, key, batch)));
    expect(await usage('w1')).toMatchObject({ imports: 2, exports: 1, activeUsers: 0 });
    expect(await usage('w1', '2026-02-10T00:00:00Z')).toMatchObject({ imports: 1, exports: 0 });
    expect(await usage('w2')).toMatchObject({ imports: 0 });
  });

  it('rise with each import of a file that ended, and with each user who gets a first seat, in one write with them', async () => {
    const admin = await world.as('admin');
    const before = await usage(null);
    for (let n = 0; n < 2; n++) {
      const answer = await admin.http('POST', '/v1/imports/products', {
        body: `sku,name,price\np${n},P,10\n`,
        headers: { 'content-type': 'text/csv' },
      });
      expect(answer.status).toBe(200);
    }
    const made = await admin.mutate(
      'createUser',
      { handle: 'new', name: 'New', email: 'new@new.example' },
      '... on UserCreated { userId }',
    );
    await admin.mutate('assignSeat', { userId: made.userId, type: 'OBSERVER' }, '');
    await admin.mutate('assignSeat', { userId: made.userId, type: 'DECISION' }, '');
    expect(await usage(null)).toMatchObject({ imports: before.imports + 2, activeUsers: before.activeUsers + 1 });
    const people = 'handle,name,seat\nnew,New,observer\nnewer,Newer,decision\nnewest,Newest,observer\n';
    const headers = { 'content-type': 'text/csv' };
    for (let n = 0; n < 2; n++) {
      expect((await admin.http('POST', '/v1/imports/users', { body: people, headers })).status).toBe(200);
    }
    expect(await usage(null)).toMatchObject({ imports: before.imports + 4, activeUsers: before.activeUsers + 3 });
  });
});
