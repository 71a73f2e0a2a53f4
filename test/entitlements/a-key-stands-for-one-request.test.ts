import { describe, expect, it } from '@jest/globals';
import { epochMs } from '../../src/kernel/values/instants.js';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';

describe('a key that was used for something else before Redis went away', () => {
  it('keeps nothing from being counted that was let through under it meanwhile, and counts that once', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], clock: new ManualClock(START) });
    await room.check({ tokens: 1 }, { key: 'p:k' });
    const used = { id: 'p:k', subject: {}, at: epochMs(START), attempt: null, isKeyed: true } as const;
    for (let n = 0; n < 2; n++) {
      await room.quotas.settle(room.tenantId, [
        { ...used, amounts: { tokens: 60 } },
        { ...used, amounts: { tokens: 1 } },
      ]);
    }
    expect(await room.used('tokens_per_day')).toBe(61);
  });

  it('is no key of a reservation, which counts what it was finalised with first', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], clock: new ManualClock(START) });
    const used = { id: 'reservation', subject: {}, at: epochMs(START), attempt: null };
    await room.quotas.settle(room.tenantId, [{ ...used, amounts: { tokens: 5 } }]);
    await room.quotas.settle(room.tenantId, [{ ...used, amounts: { tokens: 90 } }]);
    expect(await room.used('tokens_per_day')).toBe(5);
  });
});
