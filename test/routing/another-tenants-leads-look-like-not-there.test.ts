import { expect, it } from '@jest/globals';
import { createRoutingWorld, ingest } from './routing-world.js';

const mine = await createRoutingWorld();
const theirs = await createRoutingWorld();

it('looks like not there, in every argument that takes an id', async () => {
  const { leadId } = await ingest(await theirs.world.as('sdr'), { externalId: 'theirs', company: 'Theirs' });
  await theirs.world.settle();
  const admin = await mine.world.as('admin');
  const own = await ingest(admin, { externalId: 'mine', company: 'Mine' });
  const { lead, routingExplanation } = await admin.ask(
    `{ lead(id: "${leadId}") { id } routingExplanation(leadId: "${leadId}") { turns { pool } } }`,
  );
  expect([lead, routingExplanation]).toEqual([null, null]);
  const notThere = { __typename: 'NotFound' };
  expect(await admin.mutate('touchLead', { leadId }, '')).toEqual(notThere);
  const reason = { reasonCode: 'OTHER', version: 1 };
  const me = mine.world.id('admin');
  expect(await admin.mutate('reassignLead', { leadId, ownerId: me, ...reason }, '')).toEqual(notThere);
  const theirAdmin = theirs.world.id('admin');
  expect(await admin.mutate('reassignLead', { leadId: own.leadId, ownerId: theirAdmin, ...reason }, '')).toEqual(
    notThere,
  );
  expect(await admin.mutate('reassignLead', { leadId: own.leadId, teamId: theirs.sales, ...reason }, '')).toEqual(
    notThere,
  );
});
