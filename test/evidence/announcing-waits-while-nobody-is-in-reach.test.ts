import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { sealerOver } from '../../bin/seal-and-tell.js';
import { bootstrapTenant } from '../../src/entitlements/index.js';
import { createSealer, type Listener } from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { leaveReceipts } from './chains.js';

const proxy = await StoreProxy.to(process.env.REDIS_URL as string);
const world = await createWorld({ environment: { REDIS_URL: proxy.url } });
const { logSettings } = world.composition;

class Away extends Error {}
const isOutOfReach = (error: unknown) => error instanceof Away;

/** A listener that notes whom it was asked to tell of what, and does not answer while `away`. */
function listenerNamed(name: string, state: { away: boolean }): Listener & { asked: string[]; told: number } {
  const listener: Listener & { asked: string[]; told: number } = {
    name,
    asked: [],
    told: 0,
    tell: async (tenantId, receipts) => {
      listener.asked.push(tenantId);
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (state.away) throw new Away();
      listener.told += receipts.length;
    },
  };
  return listener;
}

/** Tenants with their first receipts; more than the eight that are sealed side by side. */
async function openTenants(count: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let n = 0; n < count; n++) {
    const handle = `t${newId().replaceAll('-', '').slice(8, 28)}${n}`;
    const users = ['ann', 'bob'].map((who) => ({
      handle: who,
      subject: `${who}@${handle}`,
      name: who,
      email: `${who}@${handle}.example`,
      roles: ['revops_admin' as const],
    }));
    const opened = await bootstrapTenant(world.composition, { handle, name: handle, users });
    if (opened.__typename !== 'TenantBootstrapped') throw new Error(JSON.stringify(opened));
    ids.add(opened.tenantId);
  }
  return ids;
}

describe('announcing waits while nobody is in reach', () => {
  let tenants: Set<string>;
  const state = { away: true };
  const [feed, jobs] = [listenerNamed('away-feed', state), listenerNamed('away-jobs', state)];
  const sealer = () =>
    createSealer(logSettings, {
      listeners: [feed, jobs],
      log: pino({ level: 'silent' }),
      serves: (tenantId) => tenants.has(tenantId),
      isOutOfReach,
    });
  beforeAll(async () => {
    tenants = await openTenants(12);
  }, 60_000);

  it('for the rest of the round: all tenants are sealed, few are asked and none twice', async () => {
    const sealed = await sealer().run();
    expect(sealed).toBeGreaterThanOrEqual(12);
    // Eight tenants are sealed side by side: those had asked before the first failure.
    expect(feed.asked.length).toBeGreaterThan(0);
    expect(feed.asked.length).toBeLessThanOrEqual(8);
    expect(jobs.asked).toEqual([]);
    expect(await sealer().run()).toBe(0);
  });

  it('until a later round, which tells all of everything', async () => {
    state.away = false;
    const before = feed.asked.length;
    await sealer().run();
    expect(new Set(feed.asked.slice(before))).toEqual(tenants);
    expect(new Set(jobs.asked)).toEqual(tenants);
    expect(jobs.told).toBe(feed.told);
    expect(jobs.told).toBeGreaterThanOrEqual(12);
  });

  it('and not for a failure that is one tenant’s own', async () => {
    const [one] = [...tenants];
    const asked: string[] = [];
    const broken: Listener = {
      name: 'broken-for-one',
      tell: async (tenantId) => {
        asked.push(tenantId);
        if (tenantId === one) throw new Error('of this tenant alone');
      },
    };
    const options = { log: pino({ level: 'silent' }), serves: (id: string) => tenants.has(id), isOutOfReach };
    await createSealer(logSettings, { listeners: [broken], ...options }).run();
    expect(new Set(asked)).toEqual(tenants);
  });

  it('which the product’s own sealer knows of Redis: it asks once a round, and goes on sealing', async () => {
    await world.settle();
    await leaveReceipts(world, 'while-redis-is-away', 5);
    await proxy.goAway();
    let asked = 0;
    const { fanOut } = world.composition;
    const publish: typeof fanOut.publish = (topic, message) => {
      asked += 1;
      return fanOut.publish(topic, message);
    };
    const counting = { ...world.composition, fanOut: { ...fanOut, publish } };
    const { sealer: own, close } = sealerOver(counting, (tenantId) => tenantId === world.tenantId);
    expect(await own.run()).toBe(5);
    expect(asked).toBe(1);
    await proxy.comeBack();
    await close();
    await proxy.close();
  });
});
