import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { readConfig } from '../../src/kernel/config.js';
import { Graph } from '../../src/kernel/graph.js';

const config = readConfig();

describe('the Neo4j that is started for us', () => {
  it('ends waiting for a lock after 3 s and a transaction after 10 s', async () => {
    const graph = new Graph(config.neo4j);
    const settings = await graph.readSystem<object, { name: string; value: string }>(
      {
        name: 'test/settings',
        mode: 'read',
        text: `SHOW SETTINGS 'db.lock.acquisition.timeout', 'db.transaction.timeout', 'dbms.security.auth_enabled'
          YIELD name, value RETURN name, value ORDER BY name`,
      },
      {},
    );
    await graph.close();
    expect(settings).toEqual([
      { name: 'db.lock.acquisition.timeout', value: '3s' },
      { name: 'db.transaction.timeout', value: '10s' },
      { name: 'dbms.security.auth_enabled', value: 'true' },
    ]);
  });

  // Under a name of its own: three wrong passwords in a row would lock the tests' own user out for a while.
  it('lets nobody in whom it does not know', async () => {
    const stranger = new Graph({ ...config.neo4j, user: 'stranger' });
    await expect(stranger.assertReachable()).rejects.toThrow('does not let stranger in with this password');
    await stranger.close();
  });
});

it('the Redis that is started for us keeps all that it acknowledged, and asks for a password', async () => {
  const redis = new Redis(config.redis.url);
  const values = await Promise.all(
    ['appendonly', 'appendfsync', 'maxmemory-policy'].map(
      async (name) => (await redis.config('GET', name)) as string[],
    ),
  );
  expect(values).toEqual([
    ['appendonly', 'yes'],
    ['appendfsync', 'always'],
    ['maxmemory-policy', 'noeviction'],
  ]);
  redis.disconnect();
  const url = new URL(config.redis.url);
  const stranger = new Redis({ host: url.hostname, port: Number(url.port), maxRetriesPerRequest: 0 });
  stranger.on('error', () => undefined);
  await expect(stranger.get('anything')).rejects.toThrow('NOAUTH');
  stranger.disconnect();
});
