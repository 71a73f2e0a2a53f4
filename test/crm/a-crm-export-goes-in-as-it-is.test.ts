import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { ACCOUNTS, CRM_CONFIG, counts, PIPELINE, PRODUCTS, REVENUE, upload } from './crm-world.js';

const world = await createWorld({ config: CRM_CONFIG });
const admin = await world.as('admin');

describe('importing a CRM export', () => {
  it('takes products, accounts with their families, and opportunities; repairs are declared and reported', async () => {
    const products = await upload(admin, 'products', PRODUCTS);
    expect(products.body).toMatchObject({ status: 'completed', counts: counts({ created: 2 }) });

    const accounts = await upload(admin, 'accounts', ACCOUNTS, { columns: REVENUE });
    expect(accounts.body.counts).toEqual(counts({ created: 3, repairs: 5 }));
    expect(accounts.body.repairs).toEqual(
      expect.arrayContaining([
        { sort: 'repair', row: 2, column: 'sector', reason: 'alias of sector', from: 'technolgy', to: 'technology' },
        { sort: 'repair', row: 2, column: 'country', reason: 'country name to code', from: 'United States', to: 'US' },
        { sort: 'repair', row: 4, column: 'country', reason: 'alias of country', from: 'Philipines', to: 'PH' },
      ]),
    );

    const pipeline = await upload(admin, 'opportunities', PIPELINE);
    expect(pipeline.body.counts).toEqual(counts({ created: 3, repairs: 1, warnings: 1 }));
    expect(pipeline.body.repairs).toEqual([
      { sort: 'repair', row: 3, column: 'product', reason: 'alias of product', from: 'GTXPro', to: 'GTX Pro' },
    ]);
    expect(pipeline.body.warnings).toEqual([{ sort: 'warning', row: 4, column: 'account', reason: 'no account' }]);
  });

  it('shows them with their owner, account, product and family', async () => {
    const { opportunities } = await admin.ask(`{ opportunities(filter: { search: "bluth" }) { edges { node {
      externalId name stage status strategic engageDate closeDate amount { amountMinor currency }
      owner { __typename ... on User { handle } } product { sku listPrice { formatted } }
      account { name sector country employees yearEstablished revenue { amountMinor } arr { amountMinor } customerStatus
        familyRootId parent { id name } } } } } }`);
    expect(opportunities.edges).toHaveLength(1);
    const { account, ...opportunity } = opportunities.edges[0].node;
    expect(opportunity).toEqual({
      externalId: 'Z063OYW0',
      name: 'GTX Pro for Bluth Company',
      stage: 'Won',
      status: 'WON',
      strategic: false,
      engageDate: '2016-10-25',
      closeDate: '2017-03-11',
      amount: { amountMinor: 451_400, currency: 'USD' },
      owner: { __typename: 'User', handle: 'ae' },
      product: { sku: 'GTX Pro', listPrice: { formatted: '$4,821.00' } },
    });
    expect(account).toEqual({
      name: 'Bluth Company',
      sector: 'technology',
      country: 'US',
      employees: 3027,
      yearEstablished: 1993,
      revenue: { amountMinor: 124_232_000_000 },
      arr: null,
      customerStatus: 'PROSPECT',
      familyRootId: account.parent.id,
      parent: { id: expect.any(String), name: 'Acme Corporation' },
    });
  });

  it('makes users with their managers, whatever the order of the rows', async () => {
    const csv = 'sales_agent,boss\nAnna Snelling,Dustin Brinkmann\nDustin Brinkmann,\nMoses Frase,Nobody\n';
    const columns = 'name:sales_agent,manager:boss,role:=ae';
    const first = await upload(admin, 'users', csv, { columns });
    expect(first.body.counts).toEqual(counts({ created: 3, warnings: 1 }));
    expect(first.body.warnings).toEqual([
      { sort: 'warning', row: 4, column: 'manager', reason: 'there is no user "nobody"' },
    ]);
    const { users } = await admin.ask('{ users(name: "anna") { edges { node { handle manager { handle } } } } }');
    expect(users.edges[0].node).toEqual({ handle: 'anna-snelling', manager: { handle: 'dustin-brinkmann' } });
    const again = await upload(admin, 'users', csv, { columns });
    expect(again.body.counts).toEqual(counts({ unchanged: 3, warnings: 1 }));
  });

  it('leaves a chain of receipts: start, one per chunk and pass, end', async () => {
    const { body } = await upload(admin, 'accounts', ACCOUNTS, { columns: REVENUE });
    const receipts = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'batch:' + $id})-[:HAS_PAYLOAD]->(p:BusinessPayload)
       RETURN r.step AS step, p.content AS content ORDER BY r.workflowSeq`,
      { id: body.importRunId },
    );
    expect(receipts.map(({ step }) => step)).toEqual(['START_IMPORT', 'IMPORT_ROWS', 'IMPORT_ROWS', 'RUN_IMPORT']);
    expect(JSON.parse(receipts[1].content)).toMatchObject({
      rows: { first: 2, last: 4, count: 3 },
      rows_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      counts: counts({ unchanged: 3, repairs: 5 }),
    });
    expect(JSON.parse(receipts[3].content)).toMatchObject({ file_sha256: body.fileSha256, counts: body.counts });
  });
});
