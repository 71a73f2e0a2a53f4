import { expect, it } from '@jest/globals';
import { rollUpUsage } from '../../src/usage/index.js';
import { OPERATORS } from '../entitlements/admin-door.js';
import { createWorld } from '../kit/world.js';
import { event, eventWorld, post } from './events.js';

const operators = await createWorld(OPERATORS);
const two = [await eventWorld(), await eventWorld()];

it('operators see all tenants though some told of as many tokens as there are numbers', async () => {
  for (const { world, key } of two) {
    const told = [1, 2].map((n) =>
      event('embedding', { external_id: `t-${n}`, metadata: { tokens: Number.MAX_SAFE_INTEGER } }),
    );
    expect((await post(world, key, told)).outcomes).toEqual(['accepted', 'accepted']);
    await rollUpUsage(world.composition, world.tenantId);
  }
  const at = (days: number) => new Date((two[0]?.world.clock.now() ?? 0) + days * 86_400_000).toISOString();
  const query = 'query($from: DateTime!, $to: DateTime!) { multiTenantStats(from: $from, to: $to) { tokens } }';
  const { multiTenantStats } = await (await operators.as('olga')).ask(query, { from: at(-40), to: at(2) });
  expect(multiTenantStats).toEqual({ tokens: Number.MAX_SAFE_INTEGER });
}, 90_000);
