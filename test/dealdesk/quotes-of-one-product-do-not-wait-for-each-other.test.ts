import { expect, it } from '@jest/globals';
import { holdLock } from '../kit/held-lock.js';
import { createWorld } from '../kit/world.js';
import { DESK_CONFIG, DESK_PEOPLE, dealOf, quoteOf, revise, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });

/**
 * Neo4j locks a node of up to 50 relationships for whoever adds one; of a product that sells, whoever adds does not hold up
 * another. MERGE of a relationship would lock it for itself alone, however many there are.
 */
const SELLS = `MATCH (product:Product {tenantId: $tenantId, id: $productId}) UNWIND range(1, 60) AS n
  CREATE (:Note {tenantId: $tenantId})-[:OF_PRODUCT]->(product) RETURN count(n) AS n`;

it('while another write adds a line of the product, a quote of it is drafted, revised and submitted', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world, { accountArrMinor: 100_000 });
  const { productId } = deal;
  await world.cypher(SELLS, { productId });
  // Once before, so that no plan is made meanwhile.
  await deal.submitted(ae, { discount: 2_500 });
  const adding = await holdLock(
    world,
    '(n:Product {tenantId: $tenantId, id: $productId})',
    { productId },
    'CREATE (line:Note {tenantId: $tenantId})-[:OF_PRODUCT]->(n) CREATE (line)-[:CONTAINS]->(n)',
  );
  const quoteId = await deal.draft(ae, { discount: 2_500 });
  const revised = await revise(ae, quoteId, { lines: [{ productId, quantity: 2, discount: 2_400 }] });
  expect(revised).toMatchObject({ __typename: 'QuoteRevised' });
  expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteSubmitted' });
  expect(adding.isHeld()).toBe(true);
  await adding.release();
  expect(await quoteOf(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL', currentVersion: 2 });
});

it('while somebody changes the account, a quote of it is submitted', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world, { accountArrMinor: 100_000 });
  await deal.submitted(ae, { discount: 2_500 });
  const quoteId = await deal.draft(ae, { discount: 2_500 });
  const changing = await holdLock(world, '(n:Account {tenantId: $tenantId, id: $id})', { id: deal.accountId });
  expect(await submit(ae, quoteId)).toMatchObject({ __typename: 'QuoteSubmitted' });
  expect(changing.isHeld()).toBe(true);
  await changing.release();
});
