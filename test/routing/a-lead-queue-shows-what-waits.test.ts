import { expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Client } from '../kit/client.js';
import { createRoutingWorld, ingest } from './routing-world.js';

const { world } = await createRoutingWorld();
const sdr = await world.as('sdr');

const QUEUE = `query($first: Int, $after: String) { leadQueue(first: $first, after: $after) {
  edges { cursor node { externalId } } pageInfo { hasNextPage endCursor } } }`;
const externalIds = (page: any): string[] => page.edges.map(({ node }: any) => node.externalId);
const queueOf = async (client: Client, variables = {}) => (await client.ask(QUEUE, variables)).leadQueue;

/** Leads of the reps' pool; after each the clock moves, so that deadlines differ. */
async function arrive(externalId: string, fields = {}): Promise<string> {
  const { leadId } = await ingest(sdr, { externalId, company: externalId, ...fields });
  await world.settle();
  world.clock.advance({ minutes: 1 });
  return leadId;
}

it('the soonest deadline first, a user’s own and their teams’, page by page', async () => {
  await arrive('own-late');
  await arrive('of-rep-2');
  await arrive('of-rep-3');
  // One hour to the first touch where the others have four.
  await arrive('own-soon', { segment: 'enterprise', country: 'US' });
  const rep = await world.as('rep-1');
  expect(externalIds(await queueOf(rep))).toEqual(['own-soon', 'own-late']);

  const first = await queueOf(rep, { first: 1 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(externalIds(await queueOf(rep, { first: 1, after: first.pageInfo.endCursor }))).toEqual(['own-late']);

  const ae = await world.as('ae');
  expect(externalIds(await queueOf(ae))).toEqual([]);
  await arrive('for-europe', { segment: 'enterprise', country: 'FR' });
  expect(externalIds(await queueOf(ae))).toEqual(['for-europe']);
  expect(externalIds(await queueOf(await world.as('vp')))).toEqual(['for-europe']);
  expect(externalIds(await queueOf(rep))).toEqual(['own-soon', 'own-late']);
});

it('is gone from it once it was touched', async () => {
  const rep = await world.as('rep-2');
  const { edges } = (await rep.ask('{ leadQueue { edges { node { id } } } }')).leadQueue;
  await rep.mutate('touchLead', { leadId: edges[0].node.id }, '');
  expect(externalIds(await queueOf(rep))).toEqual([]);
});

it('lists leads by status, owner and team, the newest first', async () => {
  const ask = async (filter: string) =>
    externalIds((await sdr.ask(`{ leads(${filter}) { edges { node { externalId } } } }`)).leads);
  expect(await ask(`ownerId: "${world.id('rep-1')}"`)).toEqual(['own-soon', 'own-late']);
  expect(await ask('status: QUEUED')).toEqual(['for-europe']);
  expect(await ask(`status: WORKING, ownerId: "${world.id('rep-2')}"`)).toEqual(['of-rep-2']);
  expect(await ask('first: 2')).toEqual(['for-europe', 'own-soon']);
  const both = await sdr.graphql(`{ leads(ownerId: "${world.id('ae')}", teamId: "x") { edges { cursor } } }`);
  expect(both.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

it('streams: first all of it, then what comes and what goes', async () => {
  const token = await world.token('rep-3');
  const socket = createClient({
    url: `${world.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const events = socket.iterate<any>({
    query: `subscription { leadQueue { cursor snapshot { items { externalId } complete }
      change { added { externalId id } changed { externalId } removed } } }`,
  });
  const next = async () => (await events.next()).value?.data?.leadQueue;
  expect((await next()).snapshot).toEqual({ items: [{ externalId: 'of-rep-3' }], complete: true });
  const { leadId } = await ingest(sdr, { externalId: 'streamed', company: 'Gonzo' });
  await world.settle();
  const { version } = (await sdr.ask(`{ lead(id: "${leadId}") { version } }`)).lead;
  const manager = await world.as('manager');
  const given = { leadId, version, ownerId: world.id('rep-3'), reasonCode: 'EXISTING_RELATIONSHIP' };
  await manager.mutate('reassignLead', given, '');
  await world.settle();
  let came = await next();
  // Its pool may have given it to this rep already.
  if (!came.change.added.length) came = await next();
  expect(came.change.added).toMatchObject([{ externalId: 'streamed' }]);
  await (await world.as('rep-3')).mutate('touchLead', { leadId }, '');
  await world.settle();
  let gone = await next();
  while (!gone.change.removed.length) gone = await next();
  expect(gone.change.removed).toEqual([leadId]);
  await socket.dispose();
});
