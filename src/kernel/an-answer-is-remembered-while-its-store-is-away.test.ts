import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Remembered } from './remembered.js';

beforeAll(() => {
  jest.useFakeTimers();
});
afterAll(() => {
  jest.useRealTimers();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

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

/** The answer, and for how many milliseconds, in steps of 10, whoever asked waited. */
async function timed<T>(asked: Promise<T>): Promise<{ value: T; ms: number }> {
  let isThere = false;
  const settled = asked.finally(() => {
    isThere = true;
  });
  let ms = 0;
  for (await pass(0); !isThere; ms += 10) await pass(10);
  return { value: await settled, ms };
}

describe('an answer is remembered', () => {
  it('asks once for all who ask at once, and gives a newer one within a second', async () => {
    const { state, remembered } = store();
    const answers = await Promise.all(Array.from({ length: 50 }, () => remembered.get('a')));
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ n: 1 })));
    await remembered.get('a');
    expect(state.reads).toBe(1);
    state.value = { n: 2 };
    await pass(910);
    expect(await remembered.get('a')).toEqual({ n: 2 });
    expect(state.reads).toBe(2);
  });

  it('is asked for anew behind who asks all the time', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    Object.assign(state, { value: { n: 2 }, takesMs: 100 });
    const took: number[] = [];
    const seen: unknown[] = [];
    for (const end = performance.now() + 1_000; performance.now() < end; await pass(20)) {
      const { value, ms } = await timed(remembered.get('a'));
      took.push(ms);
      seen.push(value?.n);
    }
    expect(Math.max(...took)).toBe(0);
    expect([seen[0], seen.at(-1)]).toEqual([1, 2]);
    expect(state.reads).toBeLessThanOrEqual(3);
  });

  it('is served on while the store is away, and only the first who ask wait for it', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    await pass(910);
    Object.assign(state, { isAway: true, takesMs: 400, value: { n: 2 } });
    const first = await timed(remembered.get('a'));
    const next = await timed(remembered.get('a'));
    expect([first.value, next.value]).toEqual([{ n: 1 }, { n: 1 }]);
    expect([first.ms, next.ms]).toEqual([200, 0]);
    await pass(300);
    const afterFailure = await timed(remembered.get('a'));
    expect(afterFailure).toEqual({ value: { n: 1 }, ms: 0 });
    Object.assign(state, { isAway: false, takesMs: 0 });
    await pass(1_500);
    expect(await remembered.get('a')).toEqual({ n: 2 });
  });

  it('is gone as soon as the store says so', async () => {
    const { state, remembered } = store();
    await remembered.get('a');
    state.value = null;
    await pass(910);
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
