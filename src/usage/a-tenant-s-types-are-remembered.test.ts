import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EventTypeRow } from '../../cypher/rows.js';
import { TenantCatalogues } from './tenant-catalogue.js';

const rowOf = (name: string, number = 1): EventTypeRow => ({
  ...{ id: `${name} ${number}`, version: 1, createdAt: '', createdBy: '', name, number, category: 'module' },
  ...{ dedup: '{"rule":"each"}', fromBrowsers: false, retention: 'catalogued', schemaSha256: '', state: 'ACTIVE' },
  endedAt: null,
});

/** A store of one tenant's types that counts what is read of it. */
class Store {
  rows: EventTypeRow[] = [];
  lists = 0;
  schemas = 0;
  readonly catalogues = new TenantCatalogues({
    graph: { read: async (statement, _tenantId, params) => this.#read(statement.name, params) as never },
    configs: { active: async () => null },
  });

  #read(name: string, params: object): object[] {
    if (name === 'usage/event_types_find_active') {
      this.lists += 1;
      return [...this.rows];
    }
    this.schemas += 1;
    return (params as { ids: string[] }).ids.map((id) => ({ id, schema: '{"type":"object"}' }));
  }

  async versionOf(name: string): Promise<number | null | undefined> {
    return (await this.catalogues.forTypes('t', new Set([name]))).typeOf(name)?.version;
  }
}

describe("a tenant's types", () => {
  let store: Store;
  beforeEach(() => {
    store = new Store();
  });

  it('are read once for many batches, and compiled once', async () => {
    store.rows = [rowOf('a.b')];
    for (let n = 0; n < 50; n++) expect(await store.versionOf('a.b')).toBe(1);
    expect([store.lists, store.schemas]).toEqual([1, 1]);
  });

  it('cost the product’s own types one read, and no schema', async () => {
    for (let n = 0; n < 50; n++) expect(await store.versionOf('api_call')).toBeNull();
    expect([store.lists, store.schemas]).toEqual([1, 0]);
  });

  it('that another process has just registered are found at once', async () => {
    expect(await store.versionOf('a.b')).toBeUndefined();
    store.rows = [rowOf('a.b')];
    expect(await store.versionOf('a.b')).toBe(1);
  });

  it('that this process has just changed are not remembered', async () => {
    store.rows = [rowOf('a.b')];
    expect(await store.versionOf('a.b')).toBe(1);
    store.rows = [rowOf('a.b', 2)];
    expect(await store.versionOf('a.b')).toBe(1);
    store.catalogues.forget('t');
    expect(await store.versionOf('a.b')).toBe(2);
    expect(store.schemas).toBe(2);
  });

  it('are suggested for a name that is near, for as many names as a batch may cost', async () => {
    store.rows = [rowOf('shop.order')];
    const { nearest } = await store.catalogues.forTypes('t', new Set());
    expect([nearest('shop.ordr'), nearest('upgrade_clik'), nearest('x'.repeat(100))]).toEqual([
      'shop.order',
      'upgrade_click',
      null,
    ]);
    for (let n = 0; n < 30; n++) nearest(`nothing like it ${n}`);
    expect(nearest('api_cal')).toBeNull();
    expect(nearest('shop.ordr')).toBe('shop.order');
  });
});
