import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
let admin: Client;
beforeAll(async () => {
  admin = await world.as('admin');
});

const recurring = async () => {
  const { products } = await admin.ask('{ products { edges { node { sku recurring } } } }');
  return Object.fromEntries(products.edges.map(({ node }: any) => [node.sku, node.recurring]));
};

it('made or changed by the API', async () => {
  const listPrice = { amountMinor: 50_000, currency: 'USD' };
  const create = (sku: string, said: object) =>
    admin.mutate('createProduct', { sku, name: sku, listPrice, ...said }, '... on ProductCreated { productId }');
  await create('SEATS', {});
  const { productId } = await create('SETUP', { recurring: false });
  expect(await recurring()).toEqual({ SEATS: true, SETUP: false });
  const update = (version: number, change: object) =>
    admin.mutate('updateProduct', { id: productId, version, ...change }, '... on ProductUpdated { version }');
  expect(await update(1, { name: 'Setting up' })).toMatchObject({ version: 2 });
  expect(await recurring()).toMatchObject({ SETUP: false });
  expect(await update(2, { recurring: true })).toMatchObject({ version: 3 });
  expect(await recurring()).toMatchObject({ SETUP: true });
  expect(await update(3, { recurring: true })).toMatchObject({ version: 3 });
});

it('imported, where a file that does not say leaves it', async () => {
  const csv = 'sku,name,price,recurring\nA,A,1,no\nB,B,1,yes\nC,C,1,\nD,D,1,sometimes\n';
  const { body } = await upload(admin, 'products', csv);
  expect(body.rejects).toEqual([expect.objectContaining({ row: 5, column: 'recurring' })]);
  expect(await recurring()).toMatchObject({ A: false, B: true, C: true });
  const silent = await upload(admin, 'products', 'sku,name,price\nA,A,1\nB,B,1\n');
  expect(silent.body.counts).toMatchObject({ unchanged: 2, updated: 0 });
  const turned = await upload(admin, 'products', 'sku,name,price,recurring\nA,A,1,yes\nB,B,1,yes\n');
  expect(turned.body.counts).toMatchObject({ unchanged: 1, updated: 1 });
  expect(await recurring()).toMatchObject({ A: true, B: true });
});
