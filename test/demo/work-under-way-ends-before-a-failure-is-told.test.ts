import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { forEach } from '../../demo/job.js';

describe('work on many items', () => {
  it('gives results in the order of the items', async () => {
    expect(await forEach([3, 1, 2], (ms) => delay(ms, ms * 2), 2)).toEqual([6, 2, 4]);
  });

  it('begins nothing after a failure, and tells it once what was under way has ended', async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      if (item === 1) throw new Error('one is out of reach');
      await delay(20);
      ended.push(item);
    };
    await expect(forEach([0, 1, 2, 3, 4], work, 3)).rejects.toThrow('one is out of reach');
    expect(ended).toEqual([0, 2]);
  });
});
