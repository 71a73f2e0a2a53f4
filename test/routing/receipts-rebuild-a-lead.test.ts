import { expect, it } from '@jest/globals';
import { systemCaller } from '../../src/kernel/caller.js';
import { breachOverdueSlas } from '../../src/routing/index.js';
import { accountOf, createRoutingWorld, ingest, leadOf } from './routing-world.js';

const { world } = await createRoutingWorld();
const sdr = await world.as('sdr');

/** Properties that only the personal payload has, and those that the store keeps for itself. */
const APART = ['tenantId', '_lock', 'name', 'email', 'company'];

type Node = Record<string, unknown> & { id: string };

/** A node without what is kept apart, and without what it has not. */
const bare = (node: Node, apart: readonly string[]): Node =>
  Object.fromEntries(
    Object.entries(node).filter(([key, value]) => !apart.includes(key) && value !== null && key !== 'matchedTo'),
  ) as Node;

/** Everything a lead's chain tells of, as its last snapshots have it. */
async function inReceipts(leadId: string): Promise<Map<string, Node>> {
  const rows = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'lead:' + $leadId})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     RETURN p.content AS content ORDER BY r.workflowSeq`,
    { leadId },
  );
  const last = new Map<string, Node>();
  for (const { content } of rows) {
    for (const { type, ...node } of JSON.parse(content).snapshot) {
      last.set(node.id, bare({ ...node, type }, type === 'RoutingPool' ? [] : APART));
    }
  }
  return last;
}

/** The same from the graph. */
async function inGraph(leadId: string): Promise<Map<string, Node>> {
  const rows = await world.cypher<{ type: string; node: Node }>(
    `MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
     UNWIND [lead] + [(lead)-[:HAS_TIMER|HAS_ASSIGNMENT]->(n) | n] AS node
     RETURN [label IN labels(node) WHERE label <> 'Entity'][0] AS type, properties(node) AS node`,
    { leadId },
  );
  const pools = await world.cypher<{ type: string; node: Node }>(
    `MATCH (pool:RoutingPool {tenantId: $tenantId})
     RETURN 'RoutingPool' AS type, pool {.id, .createdAt, .name, .version, .state} AS node`,
  );
  return new Map(
    [...rows, ...pools].map(({ type, node }) => [
      node.id,
      bare({ ...node, type }, type === 'RoutingPool' ? [] : APART),
    ]),
  );
}

it('through a pool, a breach, a reassignment and a touch', async () => {
  const { leadId } = await ingest(sdr, { email: 'a@rebuilt.com', company: 'Rebuilt', country: 'US', state: 'CA' });
  await world.settle();
  expect(await inReceipts(leadId)).toEqual(await inGraph(leadId));
  world.clock.advance({ days: 1 });
  await breachOverdueSlas(world.composition, systemCaller(world.tenantId, 'test'));
  expect(await inReceipts(leadId)).toEqual(await inGraph(leadId));
  const manager = await world.as('manager');
  const { version } = await leadOf(manager, leadId);
  const given = { leadId, version, ownerId: world.id('rep-2'), reasonCode: 'WORKLOAD' };
  await manager.mutate('reassignLead', given, '');
  await (await world.as('rep-2')).mutate('touchLead', { leadId }, '');
  const rebuilt = await inReceipts(leadId);
  expect(rebuilt).toEqual(await inGraph(leadId));
  expect([...rebuilt.values()].map(({ type, status }) => `${type} ${status ?? ''}`.trim()).sort()).toEqual([
    'Assignment',
    'Lead working',
    'RoutingPool',
    'SlaTimer breached',
    'SlaTimer met',
    'SlaTimer replaced',
  ]);
});

it('with the account it was matched to, and by what', async () => {
  const accountId = await accountOf(world, { name: 'Matched', domain: 'matched.com', ownerId: world.id('ae') });
  const { leadId } = await ingest(await world.as('sdr'), { email: 'a@matched.com' });
  await world.settle();
  const rows = await world.cypher<{ content: string }>(
    `MATCH (:Receipt {tenantId: $tenantId, workflowId: 'lead:' + $leadId, step: 'LINK_ACCOUNT'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     RETURN p.content AS content`,
    { leadId },
  );
  const edges = await world.cypher(
    `MATCH (:Lead {tenantId: $tenantId, id: $leadId})-[m:MATCHED_TO]->(a:Account)
     RETURN {accountId: a.id, criterion: m.criterion, score: m.score, at: m.at} AS matchedTo`,
    { leadId },
  );
  expect(JSON.parse(rows[0]?.content ?? '{}').snapshot).toMatchObject(edges);
  expect(edges).toMatchObject([{ matchedTo: { accountId, criterion: 'domain', score: 10_000 } }]);
});
