import { afterAll, describe, expect, it } from '@jest/globals';
import { reaching } from './reached.fixture.js';

const listeners: (() => void)[] = [];
const page = globalThis as unknown as { addEventListener?: (event: string, listener: () => void) => void };
page.addEventListener = (event, listener) => {
  if (event === 'pagehide') listeners.push(listener);
};
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'addEventListener');
});

describe('a page that goes away', () => {
  it('sends what waits, of every client, in pieces that browsers let out', async () => {
    const [one, other] = [reaching(), reaching()];
    for (let n = 0; n < 60; n++) one.client.logEvent('t1', { type: 'search', metadata: { text: 'x'.repeat(3_000) } });
    other.client.logEvent('t2', { type: 'search', metadata: {} });
    expect(listeners).toHaveLength(1);
    for (const leave of listeners) leave();
    for (let turn = 0; turn < 40; turn++) await new Promise((done) => setImmediate(done));
    expect(one.client.figures).toMatchObject({ queued: 0, sent: 60 });
    expect(other.client.figures).toMatchObject({ queued: 0, sent: 1 });
    expect(one.calls.length).toBeGreaterThan(3);
    expect(one.calls.every(({ keepalive, body }) => keepalive && JSON.stringify(body).length < 65_536)).toBe(true);
  });
});
