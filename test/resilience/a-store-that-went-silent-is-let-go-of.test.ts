import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/kernel/config.js';
import { Graph } from '../../src/kernel/graph.js';
import { StoreSilent } from '../../src/kernel/patience.js';
import { StoreProxy } from '../kit/proxy.js';
import { until } from './until.js';

describe('a store that went silent', () => {
  it('is let go of with the rest, so that a process can end', async () => {
    const { neo4j } = readConfig();
    const proxy = await StoreProxy.to(neo4j.uri);
    const graph = new Graph({ ...neo4j, uri: proxy.url });
    await graph.ping();
    expect(proxy.stall()).toBeGreaterThan(0);
    await expect(graph.ping()).rejects.toThrow(StoreSilent);
    // Over a new connection, beside the one that says nothing.
    await graph.ping();
    const closing = graph.close();
    proxy.resume();
    await closing;
    await until(
      async () => proxy.carries(),
      (open) => open === 0,
      5_000,
    );
    await proxy.close();
  }, 30_000);
});
