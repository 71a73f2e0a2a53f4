import { describe, expect, it } from '@jest/globals';
import { Neo4jError } from 'neo4j-driver';
import { compose } from '../../bin/compose.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { drainPool, ingestLead, routeLead } from '../../src/routing/index.js';
import type { World } from '../kit/world.js';
import {
  chainOf,
  createRoutingWorld,
  explanationOf,
  ingest,
  ingestAll,
  leadOf,
  loadsOf,
  ROUTING_CONFIG,
} from './routing-world.js';

const rush = await createRoutingWorld();
const shared = await createRoutingWorld();

const leads = (count: number, name: string) =>
  Array.from({ length: count }, (_, n) => ({ externalId: `${name}-${n}`, company: `${name} ${n}` }));

/** Takes leads in and routes them up to the pool, past the queue, so that a test says when it is drained. */
async function pooled(world: World, count: number, name: string): Promise<string[]> {
  const caller = systemCaller(world.tenantId, 'test');
  return Promise.all(
    leads(count, name).map(async (fields) => {
      const taken = await ingestLead(world.composition, world.caller('sdr'), fields);
      if (taken.__typename !== 'LeadIngested') throw new Error(JSON.stringify(taken));
      await routeLead(world.composition, caller, { leadId: taken.leadId });
      return taken.leadId;
    }),
  );
}

describe('a pool', () => {
  it('spreads leads that come at once as if they came one by one', async () => {
    const { world } = rush;
    await ingestAll(await world.as('sdr'), leads(45, 'Rush'));
    await world.settle();
    expect(await loadsOf(world)).toEqual({ 'rep-1': 15, 'rep-2': 15, 'rep-3': 15 });
  });

  it('gives no turn twice, however many drain it from several processes', async () => {
    const { world } = shared;
    const ids = await pooled(world, 90, 'Drained');
    const others = await Promise.all([1, 2, 3].map(() => compose(world.composition.config, { clock: world.clock })));
    const drained = await Promise.all(
      [world.composition, ...others].map((runtime) =>
        drainPool(runtime, systemCaller(world.tenantId, 'test'), { pool: 'reps' }),
      ),
    );
    await Promise.all(others.map((other) => other.close()));
    const assigned = drained.map((done) => (done.__typename === 'PoolDrained' ? done.assigned : 0));
    expect(assigned.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
    expect(await loadsOf(world)).toEqual({ 'rep-1': 30, 'rep-2': 30, 'rep-3': 30 });
    const turns = await world.cypher<{ leads: number; assignments: number }>(
      'MATCH (a:Assignment {tenantId: $tenantId}) RETURN count(DISTINCT a.leadId) AS leads, count(a) AS assignments',
    );
    expect(turns).toEqual([{ leads: 90, assignments: 90 }]);
  });

  it('gives no turn twice when one of its transactions is tried again', async () => {
    const { world } = await createRoutingWorld();
    const ids = await pooled(world, 90, 'Again');
    const { graph } = world.composition;
    const transact = graph.transact.bind(graph);
    let bodies = 0;
    graph.transact = (body, askedAt) =>
      transact(async (tx) => {
        const run = ++bodies;
        const done = await body(tx);
        // The second turn has all of its locks, and the third is being prepared on what it leaves.
        if (run === 2) throw new Neo4jError('lost', 'Neo.TransientError.Transaction.DeadlockDetected', '', '');
        return done;
      }, askedAt);
    const drained = await drainPool(world.composition, systemCaller(world.tenantId, 'test'), { pool: 'reps' });
    graph.transact = transact;
    expect(drained).toMatchObject({ __typename: 'PoolDrained', assigned: ids.length });
    // Five turns, the second one again, and the one that had followed it.
    expect(bodies).toBeGreaterThan(6);
    expect(await loadsOf(world)).toEqual({ 'rep-1': 30, 'rep-2': 30, 'rep-3': 30 });
    const turns = await world.cypher('MATCH (a:Assignment {tenantId: $tenantId}) RETURN a.leadId');
    expect(turns).toHaveLength(90);
  });

  it('moves nobody’s turn when a lead is given away by hand', async () => {
    const { world } = await createRoutingWorld();
    const sdr = await world.as('sdr');
    const [first = ''] = await ingestAll(sdr, leads(1, 'First'));
    await world.settle();
    const { version } = await leadOf(sdr, first);
    const manager = await world.as('manager');
    const given = { leadId: first, version, ownerId: world.id('rep-3'), reasonCode: 'WORKLOAD', comment: 'she asked' };
    expect(await manager.mutate('reassignLead', given, '... on LeadReassigned { dueAt }')).toMatchObject({
      __typename: 'LeadReassigned',
    });
    await ingestAll(sdr, leads(5, 'Next'));
    await world.settle();
    // Two turns each, as if the first lead had stayed with whom it was given to.
    expect(await loadsOf(world)).toEqual({ 'rep-1': 1, 'rep-2': 2, 'rep-3': 3 });
    expect(await chainOf(world, first)).toContain('REASSIGN_LEAD ALLOWED');
  });

  it('passes over who has left, is away or has enough', async () => {
    const config = ROUTING_CONFIG.replace(
      'team: sales\n      members',
      'team: sales\n      capacity: 2\n      members',
    );
    const { world, sales } = await createRoutingWorld({ config });
    const sdr = await world.as('sdr');
    const away = { startsAt: '2026-03-01T00:00:00.000Z', endsAt: '2026-03-10T00:00:00.000Z' };
    await (await world.as('rep-1')).mutate('recordAbsence', away, '');
    const admin = await world.as('admin');
    await admin.mutate('endUser', { userId: world.id('rep-2') }, '');
    const ids = await ingestAll(sdr, leads(3, 'Thin'));
    await world.settle();
    expect(await loadsOf(world)).toEqual({ 'rep-3': 2 });
    const all = await Promise.all(ids.map((id) => leadOf(sdr, id)));
    const left = all.find(({ ownerId }) => ownerId === null);
    expect(left).toMatchObject({ status: 'QUEUED', teamId: sales });
    const { turns } = await explanationOf(sdr, left.id);
    expect(turns[0].conflict).toBe('no_member_available');
    const reasons = Object.fromEntries(
      turns[0].passedOver.map((one: { user: { handle: string }; reason: string }) => [one.user.handle, one.reason]),
    );
    expect(reasons).toEqual({ 'rep-1': 'absent', 'rep-2': 'inactive', 'rep-3': 'over_capacity' });
    expect(await chainOf(world, left.id)).toContain('ASSIGN_LEAD FAILED');
  });

  it('outside working hours leaves leads to the team, or lets them wait for whose turn it is', async () => {
    const saturday = '2026-03-07T15:00:00.000Z';
    const next = await createRoutingWorld({ start: saturday });
    const { leadId } = await ingest(await next.world.as('sdr'), { externalId: 'late' });
    await next.world.settle();
    expect(await leadOf(await next.world.as('sdr'), leadId)).toMatchObject({ status: 'QUEUED', teamId: next.sales });

    const config = ROUTING_CONFIG.replace('queue_team', 'when_unavailable: wait\n  queue_team');
    const { world } = await createRoutingWorld({ start: saturday, config });
    const sdr = await world.as('sdr');
    const [waits = ''] = await ingestAll(sdr, leads(1, 'Late'));
    await world.settle();
    // Monday, 9:00 in New York, and four working hours; the clocks went forward in between.
    expect(await leadOf(sdr, waits)).toMatchObject({
      owner: { handle: 'rep-1' },
      slaDueAt: '2026-03-09T17:00:00.000Z',
    });
  });
});

it('imports leads from a file as if they had come one by one, and again without a change', async () => {
  const { world } = await createRoutingWorld();
  const rows = leads(30, 'File').map(({ externalId, company }) => `${externalId},${company},Philipines`);
  const file = ['external_id,company,country', ...rows, ',,', 'bad,Bad Inc,Atlantis'].join('\n');
  const admin = await world.as('admin');
  const send = () => admin.http('POST', '/v1/imports/leads', { body: file, headers: { 'content-type': 'text/csv' } });
  const first = await send();
  expect(await first.json()).toMatchObject({ counts: { created: 30, rejected: expect.any(Number), repairs: 30 } });
  await world.settle();
  expect(await loadsOf(world)).toEqual({ 'rep-1': 10, 'rep-2': 10, 'rep-3': 10 });
  expect(await (await send()).json()).toMatchObject({ counts: { created: 0, unchanged: 30 } });
});
