import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { CRM_CONFIG, loadExport, PRODUCTS, upload } from './crm-world.js';

const theirs = await createWorld({ config: CRM_CONFIG });
const ours = await createWorld({ config: CRM_CONFIG });
await loadExport(await theirs.as('admin'));
const admin = await ours.as('admin');

const theirId = async (label: string) =>
  (await theirs.cypher(`MATCH (n:${label} {tenantId: $tenantId}) RETURN n.id AS id LIMIT 1`))[0].id as string;
const [account, opportunity, product, run] = await Promise.all(
  ['Account', 'Opportunity', 'Product', 'ImportRun'].map(theirId),
);
const MISSING = '01900000-0000-7000-8000-000000000000';

describe("another tenant's ids", () => {
  it('find nothing in queries, as missing ones do', async () => {
    const query = `query($a: ID!, $o: ID!, $p: ID!, $r: ID!) { account(id: $a) { id } opportunity(id: $o) { id }
      product(id: $p) { id } importRun(id: $r) { id } }`;
    const nothing = { account: null, opportunity: null, product: null, importRun: null };
    expect(await admin.ask(query, { a: account, o: opportunity, p: product, r: run })).toEqual(nothing);
    expect(await admin.ask(query, { a: MISSING, o: MISSING, p: MISSING, r: MISSING })).toEqual(nothing);
  });

  it.each([
    ['updateAccount', { id: account, version: 1, name: 'Ours' }, 'account'],
    ['updateAccount', { id: MISSING, version: 1, name: 'Ours' }, 'account'],
    ['updateOpportunity', { id: opportunity, version: 1, name: 'Ours' }, 'opportunity'],
    ['updateProduct', { id: product, version: 1, name: 'Ours' }, 'product'],
    ['createAccount', { name: 'Ours', parentId: account }, 'account'],
    ['createAccount', { name: 'Ours', ownerId: theirs.id('ae') }, 'user or team'],
    ['createOpportunity', { name: 'Ours', stage: 'Open', accountId: account }, 'account'],
    ['createOpportunity', { name: 'Ours', stage: 'Open', productId: product }, 'product'],
    ['createOpportunity', { name: 'Ours', stage: 'Open', productId: MISSING }, 'product'],
    ['createOpportunity', { name: 'Ours', stage: 'Open', ownerId: theirs.id('ae') }, 'user or team'],
  ])('%s(%o) answers that there is no such %s', async (mutation, input, what) => {
    expect(await admin.mutate(mutation, input, '... on NotFound { message }')).toEqual({
      __typename: 'NotFound',
      message: `No ${what} with this id.`,
    });
  });

  it('list nothing, and match nothing by name', async () => {
    const { accounts, opportunities, products } = await admin.ask(
      `query($id: ID!) {
        accounts(filter: { search: "acme" }) { edges { node { id } } }
        opportunities(filter: { accountId: $id }) { edges { node { id } } }
        products { edges { node { id } } } }`,
      { id: account },
    );
    expect([accounts.edges, opportunities.edges, products.edges]).toEqual([[], [], []]);
  });

  it('are not found by their HTTP routes, and their external ids are free', async () => {
    for (const path of ['', '/rejects', '/repairs', '/warnings']) {
      expect((await admin.http('GET', `/v1/imports/${run}${path}`)).status).toBe(404);
    }
    const { body } = await upload(admin, 'products', PRODUCTS);
    expect(body.counts.created).toBe(2);
  });
});
