import { describe, expect, it } from '@jest/globals';
import { Remembered } from './remembered.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A store that can be slow or away, and counts how often it is asked. */
function store(first: { n: number } | null = { n: 1 }) {
  const state = { value: first, reads: 0, takesMs: 0, isAway: false };
  const remembered = new Remembered(
    async (_key: string) => {
      state.reads++;
      const { value, isAway } = state;
      if (state.takesMs > 0) await pause(state.takesMs);
      if (isAway) throw new Error('away');
      return value;
    },
    { most: 2 },
  );
  return { state, remembered };
}

async function timed<T>(asked: Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now();
  const value = await asked;
  return { value, ms: performance.now() - began };
}

describe('an answer is remembered', () => {
  it('asks once for all who ask at once, and gives a newer one within a second', async () => {
    const { state, remembered } = store();
    const answers = await Promise.all(Array.from({ length: 50 }, () => remembered.get('a')));
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ n: 1 })));
    await remembered.get('a');
    expect(state.reads).toBe(1);
    state.value = { n: 2 };
    await pause(910);
    expect(await remembered.get('a')).toEqual({ n: 2 });
    expect(state.reads).toBe(2);
  });

  it('is asked for anew behind who asks all the time', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    Object.assign(state, { value: { n: 2 }, takesMs: 100 });
    const took: number[] = [];
    const seen: unknown[] = [];
    for (const end = performance.now() + 1_000; performance.now() < end; await pause(20)) {
      const { value, ms } = await timed(remembered.get('a'));
      took.push(ms);
      seen.push(value?.n);
    }
    expect(Math.max(...took)).toBeLessThan(90);
    expect([seen[0], seen.at(-1)]).toEqual([1, 2]);
    expect(state.reads).toBeLessThanOrEqual(3);
  });

  it('is served on while the store is away, and only the first who ask wait for it', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    await pause(910);
    Object.assign(state, { isAway: true, takesMs: 400, value: { n: 2 } });
    const first = await timed(remembered.get('a'));
    const next = await timed(remembered.get('a'));
    expect([first.value, next.value]).toEqual([{ n: 1 }, { n: 1 }]);
    expect(first.ms).toBeGreaterThan(150);
    expect(first.ms).toBeLessThan(350);
    expect(next.ms).toBeLessThan(50);
    await pause(300);
    const afterFailure = await timed(remembered.get('a'));
    expect(afterFailure).toEqual({ value: { n: 1 }, ms: expect.any(Number) });
    expect(afterFailure.ms).toBeLessThan(50);
    Object.assign(state, { isAway: false, takesMs: 0 });
    await pause(1_500);
    expect(await remembered.get('a')).toEqual({ n: 2 });
  });

  it('is gone as soon as the store says so', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    state.value = null;
    await pause(910);
    expect(await remembered.get('a')).toBeNull();
  });

  it('fails with its store when nothing is known', async () => {
    const { state, remembered } = store();
    state.isAway = true;
    await expect(remembered.get('a')).rejects.toThrow('away');
  });

  it('is not driven out by what is not there', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    state.value = null;
    for (let n = 0; n < 20; n++) expect(await remembered.get(`none ${n}`)).toBeNull();
    const before = state.reads;
    expect(await remembered.get('a')).toEqual({ n: 1 });
    expect(state.reads).toBe(before);
  });
});
