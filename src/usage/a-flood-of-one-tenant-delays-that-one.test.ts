import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IngestLines } from './ingest-lines.js';

const BOUNDS = { least: 10, process: 80, alone: 40, besideOthers: 20, waiting: 100, bytes: 1_000 };

/** Lines with a clock of their own, whose batches end when they are told to. */
function linesOf(bounds = BOUNDS) {
  let now = 0;
  const lines = new IngestLines(bounds, () => now);
  const started: { tenant: string; end: () => void }[] = [];
  const send = (tenant: string, events = 10) =>
    lines.take(tenant, events, () => new Promise<string>((end) => started.push({ tenant, end: () => end(tenant) })));
  /** Ends what began first, and gives whose it was. */
  async function endOne(): Promise<string | undefined> {
    const first = started.shift();
    first?.end();
    await new Promise((resolve) => setImmediate(resolve));
    return first?.tenant;
  }
  const wait = (ms: number) => {
    now += ms;
  };
  return { lines, started, send, endOne, wait, tenants: () => started.map(({ tenant }) => tenant) };
}

const retryAfterOf = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'taken',
    (error) => [error.code, error.extensions.retryAfter],
  );

describe('the line of a tenant whose events come in', () => {
  it('is as long as its bound, and whoever comes then is told when to come again', async () => {
    const { send, wait, started } = linesOf();
    for (let n = 0; n < 14; n++) void send('flood');
    expect(started).toHaveLength(4);
    wait(2_500);
    expect(await retryAfterOf(send('flood'))).toEqual(['RATE_LIMITED', 3]);
    wait(60_000);
    expect(await retryAfterOf(send('flood'))).toEqual(['RATE_LIMITED', 30]);
    expect(started).toHaveLength(4);
  });

  it('leaves the others their room: they start at once, and it has less under way while they send', async () => {
    const { send, endOne, wait, tenants } = linesOf();
    for (let n = 0; n < 14; n++) void send('flood');
    void send('other');
    expect(tenants()).toEqual(['flood', 'flood', 'flood', 'flood', 'other']);
    for (let n = 0; n < 5; n++) await endOne();
    expect(tenants()).toEqual(['flood', 'flood']);
    wait(5_001);
    void send('flood');
    await endOne();
    expect(tenants()).toEqual(['flood', 'flood', 'flood', 'flood']);
  });

  it('goes on when its turn comes, one batch of each tenant after the other', async () => {
    const { send, endOne, tenants } = linesOf({ ...BOUNDS, process: 10 });
    for (const tenant of ['a', 'a', 'a', 'b', 'b', 'c']) void send(tenant);
    expect(tenants()).toEqual(['a']);
    const order = [];
    for (let n = 0; n < 6; n++) order.push(await endOne());
    expect(order).toEqual(['a', 'a', 'b', 'c', 'a', 'b']);
  });

  it('keeps room for a large batch, which small ones do not overtake', async () => {
    const { send, endOne, tenants } = linesOf({ ...BOUNDS, process: 40 });
    void send('small', 10);
    void send('middle', 10);
    void send('large', 40);
    for (let n = 0; n < 3; n++) void send('small', 10);
    expect(tenants()).toEqual(['small', 'middle']);
    await endOne();
    await endOne();
    expect(tenants()).toEqual(['large']);
  });

  it('gives up on those whose turn does not come within ten seconds', async () => {
    const { send, endOne, wait } = linesOf({ ...BOUNDS, process: 10 });
    void send('a');
    const late = retryAfterOf(send('b'));
    wait(10_001);
    const next = send('c');
    await endOne();
    expect(await late).toEqual(['RATE_LIMITED', 1]);
    await endOne();
    expect(await next).toBe('c');
  });

  it('goes on after work that failed', async () => {
    const { lines } = linesOf({ ...BOUNDS, process: 10 });
    const failed = lines.take('a', 10, () => Promise.reject(new Error('away')));
    const next = lines.take('a', 10, async () => 'done');
    await expect(failed).rejects.toThrow('away');
    expect(await next).toBe('done');
  });

  it('holds so many bytes of requests that are not answered, and one of any size', () => {
    const { lines } = linesOf();
    const leave = lines.admit('a', 5_000);
    expect(() => lines.admit('a', 1)).toThrow('send these again in 1 s');
    expect(lines.admit('b', 900)).toBeInstanceOf(Function);
    leave();
    expect(lines.admit('a', 1)).toBeInstanceOf(Function);
  });

  it('passes no bound, loses nothing and forgets nobody, whatever comes', async () => {
    const sent = fc.record({ tenant: fc.constantFrom('a', 'b', 'c'), events: fc.integer({ min: 1, max: 20 }) });
    const step = fc.oneof(sent, fc.constant('end' as const), fc.constant('wait' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { lines, wait } = linesOf();
        const underWay: { tenant: string; weight: number; end: () => void }[] = [];
        const outcomes: Promise<unknown>[] = [];
        for (const one of steps) {
          if (one === 'wait') wait(6_000);
          else if (one === 'end') underWay.shift()?.end();
          else {
            const weight = Math.max(one.events, BOUNDS.least);
            const work = () => new Promise<void>((end) => underWay.push({ tenant: one.tenant, weight, end }));
            outcomes.push(retryAfterOf(lines.take(one.tenant, one.events, work)));
          }
          await new Promise((resolve) => setImmediate(resolve));
          const weightOf = (tenant?: string) =>
            underWay.filter((batch) => !tenant || batch.tenant === tenant).reduce((sum, { weight }) => sum + weight, 0);
          expect(weightOf()).toBeLessThanOrEqual(BOUNDS.process);
          for (const tenant of ['a', 'b', 'c']) expect(weightOf(tenant)).toBeLessThanOrEqual(BOUNDS.alone);
        }
        for (let batch = underWay.shift(); batch; batch = underWay.shift()) {
          batch.end();
          await new Promise((resolve) => setImmediate(resolve));
        }
        for (const outcome of await Promise.all(outcomes)) {
          expect(['taken', ['RATE_LIMITED', expect.any(Number)]]).toContainEqual(outcome);
        }
      }),
    );
  });
});
