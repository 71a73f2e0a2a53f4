import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createSealer, type Listener, type SealedReceipt } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { leaveReceipts } from './chains.js';

const world = await createWorld();
const log = pino({ level: 'silent' });
const sealerTelling = (listener: Listener) =>
  createSealer(world.composition.logSettings, {
    listeners: [listener],
    log,
    serves: (tenantId) => tenantId === world.tenantId,
  });

/** Hears what it is told, and then breaks down so many times, as a process does that dies before it notes how far it came. */
function listenerBreaking(name: string, times: number): Listener & { heard: SealedReceipt[][] } {
  const heard: SealedReceipt[][] = [];
  return {
    name,
    heard,
    tell: async (_tenantId, receipts) => {
      heard.push(receipts);
      if (heard.length <= times) throw new Error('died');
    },
  };
}

const ids = (receipts: SealedReceipt[] = []) => receipts.map(({ id }) => id);

describe('what was sealed and not noted as announced', () => {
  beforeAll(async () => {
    await world.settle();
    await leaveReceipts(world, 'announced', 30);
  });

  it('is announced again by the next run, all of it and in order', async () => {
    const listener = listenerBreaking('breaks-once', 1);
    await sealerTelling(listener).run();
    const size = listener.heard[0]?.length ?? 0;
    expect(size).toBeGreaterThanOrEqual(30);
    await sealerTelling(listener).run();
    expect(ids(listener.heard[1])).toEqual(ids(listener.heard[0]));
    expect(listener.heard[1]?.map(({ leafIndex }) => leafIndex)).toEqual(Array.from({ length: size }, (_, n) => n));
  });

  it('is not announced a third time once that is noted', async () => {
    const listener = listenerBreaking('never-breaks', 0);
    await sealerTelling(listener).run();
    const first = listener.heard.length;
    await sealerTelling(listener).run();
    expect([first, listener.heard.length]).toEqual([1, 1]);
    await leaveReceipts(world, 'announced', 1);
    await sealerTelling(listener).run();
    expect(listener.heard[1]).toHaveLength(1);
  });

  it('holds up no other listener', async () => {
    const [broken, whole] = [listenerBreaking('broken', 9), listenerBreaking('whole', 0)];
    await leaveReceipts(world, 'announced', 1);
    const settings = world.composition.logSettings;
    const sealer = createSealer(settings, {
      listeners: [broken, whole],
      log,
      serves: (tenantId) => tenantId === world.tenantId,
    });
    await sealer.run();
    expect(broken.heard.length).toBeGreaterThan(0);
    expect(whole.heard).toHaveLength(1);
  });
});
