import { describe, expect, it } from '@jest/globals';
import { startEdge, token } from './edge.js';

describe('too many requests wait', () => {
  it('counted per caller, who is told how long', async () => {
    let now = Date.now();
    const clock = { now: () => now };
    const edge = await startEdge({ clock, limits: { requestsPerMinute: { caller: 3, address: 1_000 } } });
    const [ada, otto] = [await token('ada', 600, {}, clock), await token('otto', 600, {}, clock)];
    for (const _time of [1, 2, 3]) expect((await edge.ask('{ ping }', { token: ada })).status).toBe(200);

    const { status, errors, headers } = await edge.ask('{ ping }', { token: ada });
    expect(status).toBe(429);
    expect(errors?.[0].extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 20 });
    expect(headers.get('retry-after')).toBe('20');

    expect((await edge.ask('{ ping }', { token: otto })).status).toBe(200);
    const sameNameElsewhere = await token('ada', 600, { tenant: 't2' }, clock);
    expect((await edge.ask('{ ping }', { token: sameNameElsewhere })).status).toBe(200);

    now += 20_000;
    expect((await edge.ask('{ ping }', { token: ada })).status).toBe(200);
    expect((await edge.ask('{ ping }', { token: ada })).status).toBe(429);
    await edge.close();
  });

  it('counted per address before credentials are looked at', async () => {
    let looked = 0;
    const findApiKey = async () => {
      looked += 1;
      return null;
    };
    const edge = await startEdge({ findApiKey, limits: { requestsPerMinute: { caller: 100, address: 5 } } });
    const answers = [];
    for (let n = 0; n < 8; n += 1)
      answers.push((await edge.ask('{ ping }', { token: `rg_${'x'.repeat(20)}${n}` })).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect(looked).toBe(5);
    await edge.close();
  });
});
