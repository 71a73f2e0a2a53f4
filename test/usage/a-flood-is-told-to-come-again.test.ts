import { afterAll, describe, expect, it } from '@jest/globals';
import { World } from '../kit/fresh-world.js';
import { event, eventWorld, keyOf, post } from './events.js';

const { world, key } = await eventWorld();
const neighbour = await World.create();
afterAll(() => neighbour.close());

/** Has so many events of the tenant in hand or waiting until the answer is called. */
function held(events: number): () => Promise<void> {
  let end = () => {};
  const until = new Promise<void>((done) => {
    end = done;
  });
  const work = world.composition.ingest.take(world.tenantId, events, () => until);
  return async () => {
    end();
    await work;
  };
}

const send = (to: World, as: string, body: string) =>
  fetch(`${to.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body,
  });

describe('a tenant that sends more than is taken at once', () => {
  it('is told by 429 and Retry-After at every door, while its neighbours are served', async () => {
    const ends = [held(4_000), held(16_000)];
    const refused = await send(world, key, JSON.stringify([event('search')]));
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, 1]);
    expect(await refused.json()).toMatchObject({
      error: { code: 'RATE_LIMITED', retryAfter: 1, message: expect.stringContaining('send these again in 1 s') },
    });
    const ae = await world.as('ae');
    const { errors } = await ae.graphql(
      'mutation { recordEvents(input: { events: [{ externalId: "g1", source: "app", type: "upgrade_click" }] }) { __typename } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 1 });
    const beside = await post(neighbour, await keyOf(neighbour, ['events:write']), [event('search'), event('search')]);
    expect(beside.outcomes).toEqual(['accepted', 'accepted']);
    for (const end of ends) await end();
    expect((await post(world, key, event('search'))).outcomes).toEqual(['accepted']);
  });

  it('is told so before the request is read, once too many bytes of it are on their way', async () => {
    const leave = world.composition.ingest.admit(world.tenantId, 32 * 1024 * 1024);
    expect((await send(world, key, '{ no JSON')).status).toBe(429);
    leave();
    expect((await send(world, key, '{ no JSON')).status).toBe(400);
  });

  it('holds no bytes any more once its requests are answered or broken off', async () => {
    const bounded = world.composition.ingest;
    await Promise.all(Array.from({ length: 8 }, () => post(world, key, event('search'))));
    const abort = new AbortController();
    const body = new ReadableStream({ start: (stream) => stream.enqueue(Buffer.from('[')) });
    const sent = fetch(`${world.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
      signal: abort.signal,
    } as RequestInit).catch(() => 'broken off');
    // A request of unknown length counts as the longest: no other of that length is admitted beside it.
    const isHeld = () => {
      try {
        bounded.admit(world.tenantId, 24 * 1024 * 1024)();
        return false;
      } catch {
        return true;
      }
    };
    const until = async (wanted: boolean) => {
      for (const end = Date.now() + 5_000; isHeld() !== wanted && Date.now() < end; )
        await new Promise((resolve) => setTimeout(resolve, 20));
      return isHeld();
    };
    expect(await until(true)).toBe(true);
    abort.abort();
    expect(await sent).toBe('broken off');
    expect(await until(false)).toBe(false);
  });
});
