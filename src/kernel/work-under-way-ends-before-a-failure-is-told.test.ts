import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inLanes } from './in-lanes.js';

describe('work on many items', () => {
  it('gives results in the order of the items', async () => {
    expect(await inLanes([3, 1, 2], 2, (ms) => delay(ms, ms * 2))).toEqual([6, 2, 4]);
  });

  it('begins nothing after a failure, and tells it once what was under way has ended', async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      if (item === 1) throw new Error('one is out of reach');
      await delay(20);
      ended.push(item);
    };
    await expect(inLanes([0, 1, 2, 3, 4], 3, work)).rejects.toThrow('one is out of reach');
    expect(ended).toEqual([0, 2]);
  });
});
