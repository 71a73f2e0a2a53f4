import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { systemCaller } from '../../src/kernel/caller.js';
import { listReconciliations, recordEvents, rollUpUsage } from '../../src/usage/index.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';

const STAGES = [
  'before-correction',
  'after-correction',
  'before-sums',
  'after-sums',
  'before-told',
  'after-told',
  'before-record',
];

/** A figure of a bucket, as its receipt tells it. */
type Moved = { figure: string; before: number; after: number };

const PAGE = { before: null, limit: 10 };

const redis = new Redis(process.env.REDIS_URL as string);
afterAll(() => redis.disconnect());

const world = await createWorld({ start: new Date().toISOString() });
const { tenantId, composition } = world;
const { prefix } = composition.config.redis;
await composition.quotas.check(tenantId, { subject: {}, amounts: { tokens: 500 }, mode: 'consume' });

const used = { source: 'app', externalId: 'call', type: 'api_call', metadata: { tokens: 9 } };
await recordEvents(composition, systemCaller(tenantId, 'test'), { events: [used] });
await rollUpUsage(composition, tenantId);

/** 12 people have a seat, 500 tokens were asked for, and 9 were used. */
async function alter() {
  await redis.hset(`${prefix}:quota:{${tenantId}}:tenant`, 'tokens_per_day/day/tokens', 3);
  await world.cypher('MATCH (m:MonthlyUsage {tenantId: $tenantId}) SET m.exports = 4, m.activeUsers = 1 RETURN 1');
  await world.cypher("MATCH (b:UsageBucket {tenantId: $tenantId, grain: 'quarter'}) SET b.tokens = 2 RETURN 1");
}
const reconciling = (stage: string) =>
  ProductProcess.start('./worker-that-reconciles.mjs', { REDIS_PREFIX: prefix }, [tenantId, stage]);
const told = async () => {
  const receipts = [...(await receiptsOf(world, 'CORRECT_USAGE')), ...(await receiptsOf(world, 'CORRECT_QUOTA'))];
  const buckets = (await receiptsOf(world, 'CORRECT_USAGE_BUCKET')).flatMap(({ business: { grain, moved } }) =>
    moved.map((one: Moved) => `${grain} ${one.figure} ${one.after - one.before}`),
  );
  return [...receipts.map(({ business: { counter, difference } }) => `${counter} ${difference}`), ...buckets];
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
      await second.says('reconciled 4');
      second.tell('SIGKILL');
      const months = 'MATCH (m:MonthlyUsage {tenantId: $tenantId}) RETURN m.exports AS exports, m.activeUsers AS users';
      expect(await world.cypher(months)).toEqual([{ exports: 0, users: 12 }]);
      const states = await composition.quotas.status(tenantId, {});
      expect(states.find(({ quota }) => quota === 'tokens_per_day')?.used).toBe(500);
      const sums = "MATCH (b:UsageBucket {tenantId: $tenantId, grain: 'quarter'}) RETURN b.tokens AS tokens";
      expect(await world.cypher(sums)).toEqual([{ tokens: 9 }]);
      const corrections = ['activeUsers 11', 'exports -4', 'quarter tokens 7', 'tokens_per_day/day/tokens 497'];
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
