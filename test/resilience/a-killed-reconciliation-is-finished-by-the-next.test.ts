import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { listReconciliations } from '../../src/usage/index.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';

const STAGES = ['before-correction', 'after-correction', 'before-told', 'after-told', 'before-record'];

const PAGE = { before: null, limit: 10 };

const redis = new Redis(process.env.REDIS_URL as string);
afterAll(() => redis.disconnect());

const world = await createWorld({ start: new Date().toISOString() });
const { tenantId, composition } = world;
const { prefix } = composition.config.redis;
await composition.quotas.check(tenantId, { subject: {}, amounts: { tokens: 500 }, mode: 'consume' });

/** 12 people have a seat, and 500 tokens were used. */
async function alter() {
  await redis.hset(`${prefix}:quota:{${tenantId}}:tenant`, 'tokens_per_day/day/tokens', 3);
  await world.cypher('MATCH (m:MonthlyUsage {tenantId: $tenantId}) SET m.exports = 4, m.activeUsers = 1 RETURN 1');
}
const reconciling = (stage: string) =>
  ProductProcess.start('./worker-that-reconciles.mjs', { REDIS_PREFIX: prefix }, [tenantId, stage]);
const told = async () => {
  const receipts = [...(await receiptsOf(world, 'CORRECT_USAGE')), ...(await receiptsOf(world, 'CORRECT_QUOTA'))];
  return receipts.map(({ business: { counter, difference } }) => `${counter} ${difference}`);
};

describe('a reconciliation whose process is killed', () => {
  it.each(STAGES)(
    '%s is finished by the next one: each counter made good once, told once, and on record',
    async (stage) => {
      const before = { told: await told(), runs: await listReconciliations(composition, tenantId, PAGE) };
      await alter();
      const first = reconciling(stage);
      await first.says(`reached ${stage}`);
      first.tell('SIGKILL');
      expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });

      const second = reconciling('none');
      await second.says('reconciled 3');
      second.tell('SIGKILL');
      const months = 'MATCH (m:MonthlyUsage {tenantId: $tenantId}) RETURN m.exports AS exports, m.activeUsers AS users';
      expect(await world.cypher(months)).toEqual([{ exports: 0, users: 12 }]);
      const states = await composition.quotas.status(tenantId, {});
      expect(states.find(({ quota }) => quota === 'tokens_per_day')?.used).toBe(500);
      const corrections = ['activeUsers 11', 'exports -4', 'tokens_per_day/day/tokens 497'];
      expect((await told()).sort()).toEqual([...before.told, ...corrections].sort());
      const [last, ...runs] = await listReconciliations(composition, tenantId, PAGE);
      expect(runs).toEqual(before.runs);
      expect(last?.corrections.map(({ counter, difference }) => `${counter} ${difference}`).sort()).toEqual(
        corrections,
      );
    },
    60_000,
  );
});
