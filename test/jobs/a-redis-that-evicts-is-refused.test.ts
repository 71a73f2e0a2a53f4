import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { assertRedisIsFit, RedisUnfit } from '../../jobs/runtime/index.js';
import { receiptJob, redisUrl, runtimeFor } from './job-world.js';
import { type OwnRedis, ownRedis } from './own-redis.js';

describe('a Redis that could lose jobs', () => {
  let own: OwnRedis | null = null;
  afterEach(() => own?.remove());

  const complaintsOf = async (settings: readonly string[]): Promise<readonly string[]> => {
    own = await ownRedis(settings);
    await own.start();
    const runtime = runtimeFor([receiptJob(async () => undefined)], { redisUrl: own.url });
    const refusal: unknown = await runtime.startWorkers().catch((error: unknown) => error);
    await runtime.close();
    if (!(refusal instanceof RedisUnfit)) throw new Error(`not refused: ${String(refusal)}`);
    return refusal.complaints;
  };

  it('is refused when it evicts', async () => {
    expect(await complaintsOf(['--maxmemory-policy', 'allkeys-lru'])).toEqual([
      'Redis may evict queued jobs (maxmemory-policy is allkeys-lru): set maxmemory-policy to noeviction.',
    ]);
  });

  it('is refused when it keeps no append-only file', async () => {
    expect(await complaintsOf(['--appendonly', 'no'])).toEqual([
      'Redis forgets queued jobs in a crash (appendonly is no): set appendonly to yes.',
    ]);
  });

  it('is recognised even where CONFIG is closed', async () => {
    const closed = ['--maxmemory-policy', 'volatile-ttl', '--rename-command', 'CONFIG', ''];
    expect(await complaintsOf(closed)).toHaveLength(1);
  });

  it('is not the one that the product starts', async () => {
    const redis = new Redis(redisUrl());
    await expect(assertRedisIsFit(redis)).resolves.toBeUndefined();
    redis.disconnect();
  });
});
