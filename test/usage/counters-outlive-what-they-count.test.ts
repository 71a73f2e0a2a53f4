import { expect, it } from '@jest/globals';
import { reconcileUsage, removeExpired, rollUpUsage } from '../../src/usage/index.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();
const { composition, tenantId } = world;

/** The tenant's configuration while it said that catalogued events are kept for a month. */
const short = Object.create(composition.configs, {
  version: { value: async () => ({ config: { sections: { retention: { cataloguedEventDays: 30 } } } }) },
});
const imports = async () =>
  (await world.cypher('MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: "w1"}) RETURN m.imports AS n'))[0]?.n;

it('a month whose events had left is not taken for one without events when they are to be kept for longer', async () => {
  const told = [1, 2].map((n) => event('import_success', { metadata: { importJobId: `i-${n}` }, workspace_id: 'w1' }));
  expect((await post(world, key, told)).outcomes).toEqual(['accepted', 'accepted']);
  await rollUpUsage(composition, tenantId);
  world.clock.advance({ days: 45 });
  await world.settle();
  expect((await removeExpired({ ...composition, configs: short }, tenantId)).removed).toBeGreaterThanOrEqual(2);
  expect(await imports()).toBe(2);

  await reconcileUsage(composition, tenantId);
  expect(await imports()).toBe(2);
  expect(await receiptsOf(world, 'CORRECT_USAGE')).toEqual([]);
});
