import { describe, expect, it } from '@jest/globals';
import { activate, DESK_CONFIG } from '../dealdesk/deal.js';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

describe('events that should not have been told', () => {
  const job = (source: string, n: number, at = '2026-03-04T10:00:00Z') =>
    event('import_success', {
      source,
      workspace_id: 'w1',
      occurred_at: at,
      metadata: { importJobId: `${source}-${n}` },
    });
  const imports = async () =>
    (
      await world.cypher<{ n: number }>(
        'MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: $w}) RETURN sum(m.imports) AS n',
        { w: 'w1' },
      )
    )[0]?.n;
  async function voided(body: object, as = key) {
    const answer = await fetch(`${world.url}/v1/events/void`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told = (await answer.json()) as { voided: number };
    return { ...told, status: answer.status };
  }

  it('are voided by id, once, with their counters taken back and the figures in one receipt', async () => {
    const events = [job('a', 1), job('a', 2), job('a', 3)];
    await post(world, key, events);
    const before = (await imports()) ?? 0;
    const wrong = events.slice(0, 2).map(({ source, external_id }) => ({ source, external_id }));
    const stranger = { source: 'a', external_id: 'nobody' };
    const dry = await voided({ events: [...wrong, stranger], dry_run: true });
    expect(dry).toMatchObject({ status: 200, voided: 2, alreadyVoid: 0, notFound: 1, more: false });
    expect(await imports()).toBe(before);
    const racers = await Promise.all(Array.from({ length: 6 }, () => voided({ events: [...wrong, stranger] })));
    expect(racers.map((answer) => answer.voided).sort()).toEqual([0, 0, 0, 0, 0, 2]);
    expect(await imports()).toBe(before - 2);
    expect((await post(world, key, events)).outcomes).toEqual(['void', 'void', 'duplicate']);
    const rows = await world.cypher<{ content: string }>(
      "MATCH (r:Receipt {tenantId: $tenantId, step: 'VOID_EVENTS'})-[:HAS_PAYLOAD]->(p) RETURN p.content AS content",
    );
    expect(rows).toHaveLength(1);
    const { months } = JSON.parse(rows[0]?.content ?? '{}');
    expect([months[0].before.imports - months[0].after.imports, months.length]).toEqual([2, 1]);
  });

  it('are voided by source and period, half open', async () => {
    const days = ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'];
    const events = days.map((day, n) => job('loader', n, day));
    await post(world, key, [...events, job('other', 9, days[1])]);
    const period = { source: 'loader', from: days[0], to: days[2] };
    const alone = event('import_success', {
      source: 'loader',
      occurred_at: days[0],
      metadata: { importJobId: 'no-workspace' },
    });
    await post(world, key, alone);
    const dry = await voided({ ...period, dry_run: true });
    expect(dry).toMatchObject({
      voided: 3,
      months: expect.arrayContaining([
        {
          before: expect.objectContaining({ workspaceId: null, imports: 1 }),
          after: expect.objectContaining({ workspaceId: null, imports: 0 }),
        },
      ]),
    });
    await voided({ events: [{ source: alone.source, external_id: alone.external_id }] });
    expect(await voided(period)).toMatchObject({ voided: 2, more: false });
    expect(await voided(period)).toMatchObject({ voided: 0 });
    expect((await post(world, key, events)).outcomes).toEqual(['void', 'void', 'duplicate']);
  });

  it('are taken back from the month that they raised, though the zone in which months are has moved since', async () => {
    const late = job('mover', 1, '2026-03-01T02:00:00Z');
    await post(world, key, [late]);
    const before = (await imports()) ?? 0;
    await activate(world, DESK_CONFIG.replace('America/New_York', 'Asia/Tokyo'));
    const identity = { source: late.source, external_id: late.external_id };
    expect(await voided({ events: [identity] })).toMatchObject({
      voided: 1,
      months: [{ before: { start: '2026-02-01T05:00:00.000Z' } }],
    });
    expect(await imports()).toBe(before - 1);
    const below = await world.cypher(
      'MATCH (m:MonthlyUsage {tenantId: $tenantId}) WHERE m.imports < 0 RETURN m.start AS start',
    );
    expect(below).toEqual([]);
  });

  it("are an admin's or a key's to void, and named in one of two ways", async () => {
    expect(
      (
        await voided(
          { source: 'loader', from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
          await world.token('ae'),
        )
      ).status,
    ).toBe(403);
    for (const wrong of [
      {},
      { source: 'a' },
      { events: [] },
      { source: 'a', from: 'x', to: 'y' },
      { events: [{ source: 'a' }] },
    ]) {
      expect([wrong, (await voided(wrong)).status]).toEqual([wrong, 400]);
    }
  });
});
