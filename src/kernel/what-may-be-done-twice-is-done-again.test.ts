import { describe, expect, it } from '@jest/globals';
import { CodedError } from './errors.js';
import { unavailable, untilInReach } from './patience.js';

/** Fails so many times, and counts how often it was asked. */
function failing(times: number, error: () => Error) {
  const asked = { count: 0 };
  const work = async () => {
    if (asked.count++ < times) throw error();
    return 'done';
  };
  return { asked, work };
}

describe('what may be done twice', () => {
  it('is done again while the store is not in reach', async () => {
    const { asked, work } = failing(2, unavailable);
    expect(await untilInReach(60_000, work)).toBe('done');
    expect(asked.count).toBe(3);
  });

  it('is not begun again when its time is over', async () => {
    const { asked, work } = failing(2, unavailable);
    await expect(untilInReach(0, work)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked.count).toBe(1);
  });

  it('is not done again when it was refused', async () => {
    const { asked, work } = failing(2, () => new CodedError('FORBIDDEN', 'No.'));
    await expect(untilInReach(60_000, work)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(asked.count).toBe(1);
  });
});
