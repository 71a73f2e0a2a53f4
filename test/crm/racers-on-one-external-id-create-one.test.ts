import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
const admin = await world.as('admin');
const RACERS = 12;
const race = <T>(run: (n: number) => Promise<T>) => Promise.all(Array.from({ length: RACERS }, (_, n) => run(n)));

describe('racers', () => {
  it.each([
    ['Account', { name: 'Acme', externalId: 'A-1' }],
    ['Opportunity', { name: 'Big deal', stage: 'Open', externalId: 'O-1' }],
    ['Product', { name: 'Widget', sku: 'P-1', listPrice: { amountMinor: 100, currency: 'USD' } }],
  ])('create one %s', async (label, input) => {
    const key = `${label.toLowerCase()}Id`;
    const selection = `... on ${label}Created { ${key} } ... on ${label}Exists { ${key} }`;
    const outcomes = await race(() => admin.mutate(`create${label}`, input, selection));
    const names = outcomes.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === `${label}Created`)).toHaveLength(1);
    expect(names.filter((name) => name === `${label}Exists`)).toHaveLength(RACERS - 1);
    expect(new Set(outcomes.map((outcome) => outcome[key])).size).toBe(1);
    const [{ n, version }] = await world.cypher(
      `MATCH (x:${label} {tenantId: $tenantId}) RETURN count(x) AS n, max(x.version) AS version`,
    );
    expect({ n, version }).toEqual({ n: 1, version: 1 });
  });

  it('of imports write every row once', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => n);
    const files = [rows, rows.toReversed()].map(
      (order) => `sku,name,list_price\n${order.map((n) => `R-${n},Row ${n},${n}\n`).join('')}`,
    );
    const done = await Promise.all([0, 1, 0, 1].map((n) => upload(admin, 'products', files[n] ?? '')));
    const created = done.reduce((sum, { body }) => sum + body.counts.created, 0);
    expect(created).toBe(40);
  });

  it('who name the same version change it once', async () => {
    const [{ id }] = await world.cypher('MATCH (a:Account {tenantId: $tenantId}) RETURN a.id AS id');
    const outcomes = await race((n) => admin.mutate('updateAccount', { id, version: 1, employees: n + 1 }, ''));
    const names = outcomes.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'AccountUpdated')).toHaveLength(1);
    expect(names.filter((name) => name === 'VersionConflict')).toHaveLength(RACERS - 1);
  });
});
