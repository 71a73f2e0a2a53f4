import { expect, it } from '@jest/globals';
import { systemCaller } from '../../src/kernel/caller.js';
import { breachOverdueSlas } from '../../src/routing/index.js';
import { findingsOf } from '../kit/findings.js';
import { accountOf, createRoutingWorld, ingest, leadOf } from './routing-world.js';

const { world } = await createRoutingWorld();
const sdr = await world.as('sdr');

/** What differs between the graph and its receipts: nothing, to the last property and edge. */
const differences = () => findingsOf(world);

it('through a pool, a breach, a reassignment and a touch', async () => {
  const { leadId } = await ingest(sdr, { email: 'a@rebuilt.com', company: 'Rebuilt', country: 'US', state: 'CA' });
  await world.settle();
  expect(await differences()).toEqual([]);
  world.clock.advance({ days: 1 });
  await breachOverdueSlas(world.composition, systemCaller(world.tenantId, 'test'));
  expect(await differences()).toEqual([]);
  const manager = await world.as('manager');
  const { version } = await leadOf(manager, leadId);
  const given = { leadId, version, ownerId: world.id('rep-2'), reasonCode: 'WORKLOAD' };
  await manager.mutate('reassignLead', given, '');
  await (await world.as('rep-2')).mutate('touchLead', { leadId }, '');
  expect(await differences()).toEqual([]);
  const timers = await world.cypher<{ status: string }>(
    'MATCH (:Lead {tenantId: $tenantId, id: $leadId})-[:HAS_TIMER]->(t) RETURN t.status AS status ORDER BY status',
    { leadId },
  );
  expect(timers.map(({ status }) => status)).toEqual(['breached', 'met', 'replaced']);
}, 120_000);

it('with the account it was matched to, and by what', async () => {
  const accountId = await accountOf(world, { name: 'Matched', domain: 'matched.com', ownerId: world.id('ae') });
  const { leadId } = await ingest(await world.as('sdr'), { email: 'a@matched.com' });
  await world.settle();
  expect(await differences()).toEqual([]);
  const find = 'MATCH (:Lead {tenantId: $tenantId, id: $leadId})-[m:MATCHED_TO]->(a:Account)';
  expect(
    await world.cypher(`${find} RETURN a.id AS id, m.criterion AS criterion, m.score AS score`, { leadId }),
  ).toEqual([{ id: accountId, criterion: 'domain', score: 10_000 }]);
  await world.cypher(`${find} SET m.score = 9999 RETURN 1 AS one`, { leadId });
  expect(await differences()).toMatchObject([
    { kind: 'differs', edge: { type: 'MATCHED_TO', other: accountId }, receipt: { step: 'ROUTE_LEAD' } },
  ]);
});
