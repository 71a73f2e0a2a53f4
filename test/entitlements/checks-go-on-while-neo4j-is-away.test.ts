import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createApiKey, revokeApiKey } from '../../src/tenancy/index.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { get, post, programOf } from './quota-door.js';

const neo4j = await StoreProxy.to(process.env.NEO4J_URI ?? '');
afterAll(() => neo4j.close());
const world = await createWorld({ plan: 'trial', environment: { NEO4J_URI: neo4j.url } });
const one = { amounts: { tokens: 1 } };

describe('checks of quotas', () => {
  it('go on while Neo4j is away: with keys and terms from memory', async () => {
    const program = await programOf(world);
    expect((await post(program, 'check', one)).status).toBe(200);
    await neo4j.goAway();
    // Longer than anything is remembered as fresh.
    await delay(1_500);
    for (let time = 0; time < 20; time++) {
      const { status, body } = await post(program, 'check', one);
      expect([status, body.states[0].used, body.degraded]).toEqual([200, time + 2, false]);
    }
    expect((await get(program, 'status')).body.plan).toBe('trial');
    await neo4j.comeBack();
    expect((await post(program, 'check', one)).body.states[0].used).toBe(22);
  }, 60_000);

  it('end for a revoked key within a second, and begin for a new one at once', async () => {
    const program = await programOf(world);
    expect((await post(program, 'check', one)).status).toBe(200);
    await revokeApiKey(world.composition, world.caller('admin'), { apiKeyId: program.apiKeyId });
    await delay(1_000);
    expect((await post(program, 'check', one)).status).toBe(401);

    const late = world.anyone('rg_not-made-yet-000000000000');
    expect((await post(late, 'check', one)).status).toBe(401);
    expect((await post(await programOf(world), 'check', one)).status).toBe(200);
  });

  it('know an expired key from memory too', async () => {
    const expiresAt = new Date(world.clock.now() + 60_000).toISOString();
    const command = { name: 'short', scopes: ['quotas:check'], expiresAt };
    const made = await createApiKey(world.composition, world.caller('admin'), command);
    const program = world.anyone('secret' in made ? made.secret : null);
    expect((await post(program, 'check', one)).status).toBe(200);
    world.clock.advance({ minutes: 1 });
    expect((await post(program, 'check', one)).status).toBe(401);
  });
});
