import { describe, expect, it } from '@jest/globals';
import { type CrmConfig, matchAccount, type TenantRead } from '../../src/crm/index.js';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
const other = await createWorld();
const admin = await world.as('admin');

const NAMES = ['Alpha Works', 'alpha works', 'Beta GmbH', 'Gamma Ltd', 'Delta', 'Epsilon', 'The Zeta Company'];
const accountRows = NAMES.map((name, n) => `A-${n},"${name}",${n % 2 ? 'US' : 'DE'},${n < 3 ? 'customer' : ''},ae\n`);
await upload(
  admin,
  'accounts',
  `external_id,name,country,customer_status,owner\n${accountRows.join('')}`.replaceAll(',,ae', ',prospect,ae'),
);
const deals = Array.from({ length: 9 }, (_, n) => `O-${n},Deal ${n},${n % 3 ? 'Open' : 'Won'},ae,A-${n % 2}\n`);
await upload(admin, 'opportunities', `external_id,name,stage,owner,account\n${deals.join('')}`);
const flood = Array.from({ length: 150 }, (_, n) => `F-${n},Gamma Ltd\n`).join('');
await upload(await other.as('admin'), 'accounts', `external_id,name\n${flood}`);

interface Page {
  edges: { node: Record<string, string> }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const walk = async (list: string, filter: string, field: string) => {
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const args = `first: 2, after: $after${filter ? `, filter: ${filter}` : ''}`;
    const data = await admin.ask<Record<string, Page>>(
      `query($after: String) { ${list}(${args}) { edges { node { ${field} } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { edges, pageInfo } = data[list] as Page;
    seen.push(...edges.map(({ node }) => node[field] ?? ''));
    if (!pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor;
  }
};

describe('lists', () => {
  it('show every account once, in the order of names', async () => {
    const seen = await walk('accounts', '', 'externalId');
    expect(seen.slice(0, 2).sort()).toEqual(['A-0', 'A-1']);
    expect(seen.slice(2)).toEqual(['A-2', 'A-4', 'A-5', 'A-3', 'A-6']);
  });

  it('are narrowed by owner, country, customer status and name', async () => {
    expect(await walk('accounts', `{ ownerId: "${world.id('ae')}" }`, 'id')).toHaveLength(7);
    expect(await walk('accounts', `{ ownerId: "${world.id('sdr')}" }`, 'id')).toEqual([]);
    expect((await walk('accounts', '{ country: "US" }', 'externalId')).sort()).toEqual(['A-1', 'A-3', 'A-5']);
    expect((await walk('accounts', '{ customerStatus: CUSTOMER }', 'externalId')).sort()).toEqual([
      'A-0',
      'A-1',
      'A-2',
    ]);
    expect(await walk('accounts', '{ search: "ZET com" }', 'name')).toEqual(['The Zeta Company']);
    expect(await walk('accounts', '{ search: "gamma" }', 'externalId')).toEqual(['A-3']);
    expect(await walk('accounts', '{ search: "\\") OR name:*" }', 'name')).toEqual([]);
  });

  it('show opportunities newest first, by owner, stage, both, and account', async () => {
    const all = await walk('opportunities', '', 'externalId');
    expect([...all].sort()).toEqual(deals.map((_, n) => `O-${n}`));
    expect((await walk('opportunities', '{ stage: "Won" }', 'externalId')).sort()).toEqual(['O-0', 'O-3', 'O-6']);
    expect(await walk('opportunities', `{ ownerId: "${world.id('ae')}", stage: "Open" }`, 'id')).toHaveLength(6);
    const [{ id }] = await world.cypher(`MATCH (a:Account {tenantId: $tenantId, externalId: 'A-1'}) RETURN a.id AS id`);
    expect(await walk('opportunities', `{ accountId: "${id}" }`, 'id')).toHaveLength(4);
    const made = await admin.mutate('createOpportunity', { name: 'Newest', stage: 'Open' }, '');
    expect(made.__typename).toBe('OpportunityCreated');
    expect((await walk('opportunities', '', 'name'))[0]).toBe('Newest');
  });

  it('refuse filters that have no index together, in one sentence', async () => {
    const { errors } = await admin.graphql(
      '{ accounts(filter: { country: "US", search: "x" }) { edges { node { id } } } }',
    );
    expect(errors).toMatchObject([
      {
        message: 'filter: country and search cannot be combined; take one of them.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

describe('matching an account', () => {
  const read: TenantRead = (statement, params) => world.composition.graph.read(statement, world.tenantId, params);
  const config: CrmConfig = {
    aliases: { account: {}, product: {}, sector: {}, country: {}, user: {} },
    ownDomains: ['ours.com'],
    matching: { tieBreak: [], minNameScore: 80 },
  };

  it('goes by registrable domain before the name, and never by free mail', async () => {
    const { id } = await admin
      .mutate(
        'createAccount',
        { name: 'Elsewhere', domain: 'https://www.delta.co.uk/x' },
        '... on AccountCreated { accountId }',
      )
      .then(({ accountId }) => ({ id: accountId }));
    const hints = { domain: 'sales.delta.co.uk', companyName: 'Beta' };
    expect((await matchAccount(read, hints, config)).account).toMatchObject({ accountId: id, criterion: 'domain' });
    const free = await matchAccount(read, { domain: 'gmail.com', companyName: 'Beta GmbH & Co. KG' }, config);
    expect(free.account).toMatchObject({ name: 'Beta GmbH', criterion: 'name', score: 100 });
  });

  it('calls equal names a conflict when no rule decides, and asks the rules before', async () => {
    const tied = await matchAccount(read, { companyName: 'ALPHA WORKS Inc.' }, config);
    expect(tied.account).toBeNull();
    expect(tied.conflict).toHaveLength(2);
    const [{ id }] = await world.cypher(`MATCH (a:Account {tenantId: $tenantId, externalId: 'A-1'}) RETURN a.id AS id`);
    await admin.mutate('updateAccount', { id, version: 1, customerStatus: 'FORMER' }, '');
    const byStatus: CrmConfig = {
      ...config,
      matching: { ...config.matching, tieBreak: ['open_opportunities', 'customer'] },
    };
    expect(await matchAccount(read, { companyName: 'Alpha Works' }, byStatus)).toMatchObject({
      account: { name: 'Alpha Works' },
      decidedBy: 'customer',
      conflict: [],
    });
  });

  it('takes a name that is nearly the same, with its score', async () => {
    await upload(admin, 'accounts', 'name\nNorthwind Traders\n');
    const near = await matchAccount(read, { companyName: 'Northwynd Traders' }, config);
    expect(near.account?.criterion ?? near).toBe('similar_name');
    expect(near.account?.score).toBeGreaterThanOrEqual(80);
    expect(near.account?.score).toBeLessThan(100);
  });
});
