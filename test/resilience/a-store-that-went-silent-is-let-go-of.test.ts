import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/kernel/config.js';
import { Connections } from '../../src/kernel/connections.js';
import { StoreSilent } from '../../src/kernel/patience.js';
import { StoreProxy } from '../kit/proxy.js';
import { until } from './until.js';

describe('a store that went silent', () => {
  it('is let go of with the rest, so that a process can end', async () => {
    const { neo4j } = readConfig();
    const proxy = await StoreProxy.to(neo4j.uri);
    const connections = new Connections({ ...neo4j, uri: proxy.url });
    const ask = (ms: number) => connections.session(ms, 'READ', (session) => session.run('RETURN 1 AS one'));
    await ask(20_000);
    expect(proxy.stall()).toBeGreaterThan(0);
    await expect(ask(1_000)).rejects.toThrow(StoreSilent);
    // Over a new connection, beside the one that says nothing.
    await ask(20_000);
    const closing = connections.close();
    proxy.resume();
    await closing;
    await until(
      async () => proxy.carries(),
      (open) => open === 0,
      5_000,
    );
    await proxy.close();
  }, 60_000);
});
