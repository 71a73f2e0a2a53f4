import { describe, expect, it } from '@jest/globals';
import { reaching, takesAll } from './reached.fixture.js';
import { trackUsageOf } from './tracked.fixture.js';

const MINUTE = 60_000;

describe('a host that cannot reach us for an hour', () => {
  it('goes on, holds what its bound says, tells what it dropped, and sends the rest once, under the same ids', async () => {
    const host = reaching({ maxQueued: 2_000 });
    host.place.door = () => 'unreachable';
    for (let minute = 0; minute < 60; minute++) {
      for (let n = 0; n < 50; n++) await trackUsageOf(host.client, 't1', 'api_call').recordSuccess({ tokens_used: n });
      await host.timing.advance(MINUTE);
    }
    expect(host.client.figures).toMatchObject({ queued: 2_000, dropped: 1_000, sent: 0 });
    expect(host.client.figures.queuedBytes).toBeLessThan(2 ** 20);
    // Twice as long each time, up to a minute: a few dozen tries, and not a storm.
    expect(host.calls.length).toBeGreaterThan(30);
    expect(host.calls.length).toBeLessThan(150);
    const tried = host.calls.map(({ body }) => body.events[0].external_id);
    expect(new Set(tried).size).toBe(1);
    expect(host.problems.map(({ kind }) => kind)).toContain('dropped');

    host.place.door = takesAll;
    const before = host.calls.length;
    await host.timing.advance(2 * MINUTE);
    const arrived = host.calls.slice(before);
    const ids = arrived.filter(({ path }) => path === '/v1/events').flatMap(({ body }) => body.events.map(idOf));
    expect(ids).toHaveLength(2_000);
    expect(new Set(ids).size).toBe(2_000);
    expect(ids[0]).toBe(tried[0]);
    const told = arrived.filter(({ path }) => path === '/v1/audit').flatMap(({ body }) => body.events);
    expect(told).toEqual([
      expect.objectContaining({
        event_type: 'sdk_events_dropped',
        result: 'partial',
        new_values: expect.objectContaining({ count: 1_000, by_type: { api_call: 1_000 } }),
      }),
    ]);
    expect(told[0].new_values.from < told[0].new_values.to).toBe(true);
    expect(host.client.figures).toMatchObject({ queued: 0, queuedBytes: 0, dropped: 1_000, sent: 2_001 });
  });

  it('is bounded in bytes too', async () => {
    const host = reaching({ maxQueuedBytes: 10_000 });
    host.place.door = () => 'unreachable';
    for (let n = 0; n < 50; n++) host.client.logEvent('t1', { type: 'search', metadata: { text: 'x'.repeat(1_000) } });
    expect(host.client.figures.queuedBytes).toBeLessThanOrEqual(10_000);
    expect(host.client.figures.queued + host.client.figures.dropped).toBe(50);
  });

  it('waits as long as we ask it to', async () => {
    const host = reaching();
    host.place.door = () => ({ status: 429, headers: { 'retry-after': '300' }, body: { error: { message: 'wait' } } });
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    await host.timing.advance(1_000);
    await host.timing.advance(299_000);
    expect(host.calls).toHaveLength(1);
    host.place.door = takesAll;
    await host.timing.advance(2_000);
    expect(host.client.figures).toMatchObject({ queued: 0, sent: 1 });
  });

  it('holds nobody else up with a key that is refused', async () => {
    const host = reaching();
    host.place.door = (call) => (call.key === 'Bearer key-1' ? { status: 401 } : takesAll(call));
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    host.client.logEvent('t2', { type: 'search', metadata: {} });
    host.client.logEvent('t3', { type: 'search', metadata: {} });
    await host.timing.advance(1_000);
    expect(host.client.figures).toMatchObject({ queued: 2, sent: 1 });
    expect(host.problems).toEqual([
      expect.objectContaining({ kind: 'refused', tenantId: 't1' }),
      expect.objectContaining({ kind: 'unreachable', message: expect.stringContaining('no key'), tenantId: 't3' }),
    ]);
  });
});

const idOf = ({ external_id }: { external_id: string }): string => external_id;

describe('what waits', () => {
  it('is sent together, when there is enough of it or after a second', async () => {
    const host = reaching({ batchSize: 3 });
    for (let n = 0; n < 7; n++) host.client.logEvent('t1', { type: 'search', metadata: { n } });
    await host.timing.advance(0);
    expect(host.calls.map(({ body }) => body.events.length)).toEqual([3, 3, 1]);
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    await host.timing.advance(999);
    expect(host.calls).toHaveLength(3);
    await host.timing.advance(1);
    expect(host.calls).toHaveLength(4);
  });

  it('is sent in halves where a batch is too large, and what cannot be read is told and let go', async () => {
    const host = reaching();
    host.place.door = (call) => (call.body.events.length > 2 ? { status: 413 } : takesAll(call));
    for (let n = 0; n < 8; n++) host.client.logEvent('t1', { type: 'search', metadata: { n } });
    await host.client.flush();
    expect(host.client.figures).toMatchObject({ queued: 0, sent: 8 });
    host.place.door = () => ({ status: 400, body: { error: { message: 'no' } } });
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    await host.client.flush();
    expect(host.client.figures).toMatchObject({ queued: 0, rejected: 1 });
    host.place.door = () => ({ status: 200, body: { results: [{ result: 'rejected', reason: 'type: unknown' }] } });
    host.client.logEvent('t1', { type: 'nothing', metadata: {} });
    await host.client.flush();
    expect(host.problems.map(({ kind }) => kind)).toEqual(['refused', 'rejected']);
  });

  it('is sent when the host ends, which waits no longer than it likes', async () => {
    const host = reaching();
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    expect(await host.client.close()).toBe(0);
    host.place.door = () => 'unreachable';
    host.client.logEvent('t1', { type: 'search', metadata: {} });
    expect(await host.client.close()).toBe(1);
    const stuck = reaching({ fetch: () => new Promise(() => undefined), timeoutMs: 50 });
    stuck.client.logEvent('t1', { type: 'search', metadata: {} });
    const closing = stuck.client.close(3_000);
    await stuck.timing.advance(3_000);
    expect(await closing).toBe(1);
  });
});
