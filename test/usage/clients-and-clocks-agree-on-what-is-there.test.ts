import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Composition, compose } from '../../bin/compose.js';
import { apiOver } from '../../bin/serve-api.js';
import type { Edge } from '../../schema/edge/server.js';
import { findingsOf } from '../kit/findings.js';
import { WORLD_START } from '../kit/fresh-world.js';
import { event, eventWorld, keyOf, post } from './events.js';

const { world } = await eventWorld();
const HOUR_MS = 3_600_000;

/** Another API of the same tenant and stores, whose clock is an hour ahead of the world's. */
let ahead: { api: Edge; composition: Composition; url: string };
beforeAll(async () => {
  const clock = { now: () => world.clock.now() + HOUR_MS };
  const composition = await compose(world.composition.config, { clock, log: pino({ level: 'silent' }) });
  const api = await apiOver(composition);
  ahead = { api, composition, url: await api.listen({ host: '127.0.0.1', port: 0 }) };
});
afterAll(async () => {
  await ahead.api.close();
  await ahead.composition.close();
});

const usage = async () => {
  const [row] = await world.cypher(
    'MATCH (m:MonthlyUsage {tenantId: $tenantId}) RETURN sum(m.imports) AS imports, sum(m.exports) AS exports',
  );
  return row;
};

describe('what is there', () => {
  it('is each event once, of a batch that ten clients send ten times each, in their own order, to two processes', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => keyOf(world, ['events:write'])));
    const batch = Array.from({ length: 40 }, (_, n) =>
      event(['api_call', 'create_hotel_attempt', 'import_success', 'export_success'][n % 4] as string, {
        source: 'shared',
        occurred_at: new Date(Date.parse(WORLD_START) - n * 60_000).toISOString(),
        workspace_id: 'w1',
        metadata: { importJobId: `j${n}`, exportId: `x${n}` },
      }),
    );
    const rotated = (by: number) => [...batch.slice(by), ...batch.slice(0, by)];
    const taken = new Map<string, string[]>();
    const doors = [world, { ...world, url: ahead.url } as typeof world];
    const clients = keys.map(async (key, client) => {
      for (let time = 0; time < 10; time++) {
        const { status, results = [] } = await post(
          doors[(client + time) % 2] ?? world,
          key,
          rotated(client * 3 + time),
        );
        expect(status).toBe(200);
        for (const { externalId, result } of results) {
          taken.set(externalId ?? '', [...(taken.get(externalId ?? '') ?? []), result]);
        }
      }
    });
    await Promise.all(clients);
    expect(taken.size).toBe(batch.length);
    for (const [id, results] of taken) {
      const accepted = results.filter((result) => result === 'accepted').length;
      const duplicates = results.filter((result) => result === 'duplicate').length;
      expect([id, accepted, duplicates]).toEqual([id, 1, 99]);
    }
    expect(await usage()).toEqual({ imports: 10, exports: 10 });
  });

  it('is the same event, though neither of two processes an hour apart was told when it happened', async () => {
    const key = await keyOf(world, ['events:write']);
    const batch = [event('search'), event('import_success', { metadata: { importJobId: 'timeless' } })];
    const later = await post({ ...world, url: ahead.url } as typeof world, key, batch);
    const sooner = await post(world, key, batch);
    expect([later.outcomes, sooner.outcomes]).toEqual([
      ['accepted', 'accepted'],
      ['duplicate', 'duplicate'],
    ]);
  });

  it('is counted by when it happened, whichever clock took it in; one is told that it lies ahead by its own', async () => {
    const key = await keyOf(world, ['events:write']);
    const view = (minutes: number) =>
      event('dashboard_view_session', {
        occurred_at: new Date(Date.parse(WORLD_START) + minutes * 60_000).toISOString(),
        user_id: 'u1',
        session_id: 's1',
      });
    const there = { ...world, url: ahead.url } as typeof world;
    expect((await post(there, key, view(-50))).outcomes).toEqual(['accepted']);
    expect((await post(world, key, view(-21))).outcomes).toEqual(['deduplicated']);
    expect((await post(world, key, view(-20))).outcomes).toEqual(['accepted']);
    expect((await post(world, key, view(30))).outcomes).toEqual(['rejected']);
    expect((await post(there, key, view(30))).outcomes).toEqual(['accepted']);
  });

  it('stands in chains in which time never goes back, and is what its receipts tell', async () => {
    await world.settle();
    const back = await world.cypher(
      `MATCH (a:Receipt {tenantId: $tenantId}), (b:Receipt {tenantId: $tenantId, workflowId: a.workflowId})
       WHERE b.workflowSeq = a.workflowSeq + 1 AND b.timestamp < a.timestamp RETURN a.id AS id`,
    );
    expect(back).toEqual([]);
    expect(await findingsOf(world)).toEqual([]);
  });
});
