import { expect, it } from '@jest/globals';
import type { Composition } from '../../bin/compose.js';
import type { RetentionTerms } from '../../src/entitlements/index.js';
import { compactPayloads } from '../../src/evidence/index.js';
import type { Configs, VersionedConfig } from '../../src/tenancy/index.js';
import { reconcileUsage, removeExpired, rollUpUsage } from '../../src/usage/index.js';
import { activate } from '../dealdesk/deal.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();
const own = await createWorld();
const { composition, tenantId } = world;

/** A tenant's configuration while it says for how long something is kept. */
const keeping = ({ configs }: Composition, retention: Partial<Record<keyof RetentionTerms, number>>): Configs =>
  Object.create(configs, {
    version: {
      value: async (...asked: Parameters<Configs['version']>) => {
        const version = (await configs.version(...asked)) as VersionedConfig;
        const sections = { ...version.config.sections, retention };
        return { ...version, config: { ...version.config, sections } };
      },
    },
  });
const imports = async () =>
  (await world.cypher('MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: "w1"}) RETURN m.imports AS n'))[0]?.n;

it('a month whose events had left is not taken for one without events when they are to be kept for longer', async () => {
  const told = [1, 2].map((n) => event('import_success', { metadata: { importJobId: `i-${n}` }, workspace_id: 'w1' }));
  expect((await post(world, key, told)).outcomes).toEqual(['accepted', 'accepted']);
  await rollUpUsage(composition, tenantId);
  world.clock.advance({ days: 45 });
  await world.settle();
  const configs = keeping(composition, { cataloguedEventDays: 30 });
  expect((await removeExpired({ ...composition, configs }, tenantId)).removed).toBeGreaterThanOrEqual(2);
  expect(await imports()).toBe(2);

  await reconcileUsage(composition, tenantId);
  expect(await imports()).toBe(2);
  expect(await receiptsOf(world, 'CORRECT_USAGE')).toEqual([]);
});

it('a month whose receipts have lost what says that it counts them is left as it is, though the zone moved since', async () => {
  const months = () =>
    own.cypher(
      'MATCH (m:MonthlyUsage {tenantId: $tenantId}) RETURN m.start AS start, m.exports AS exports ORDER BY m.start',
    );
  const admin = await own.as('admin');
  expect((await admin.http('GET', '/api/admin/entitlements/export')).status).toBe(200);
  const before = await months();
  expect(before).toMatchObject([{ start: '2026-03-01T05:00:00.000Z', exports: 1 }]);
  own.clock.advance({ days: 45 });
  await activate(own, CONFIG.replace('America/New_York', 'Europe/Berlin'));
  await own.settle();
  const short = { shortPayloadDays: 30, longPayloadDays: 2_557 };
  expect((await compactPayloads(own.composition, own.tenantId, short)).payloads).toBeGreaterThan(0);

  await reconcileUsage({ ...own.composition, configs: keeping(own.composition, short) }, own.tenantId);
  expect(await months()).toEqual(expect.arrayContaining(before));
  expect(await receiptsOf(own, 'CORRECT_USAGE')).toEqual([]);
});
