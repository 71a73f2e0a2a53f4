import { describe, expect, it } from '@jest/globals';
import { event, eventWorld, keyOf, post } from './events.js';

const { world, key } = await eventWorld();

describe('an event', () => {
  const count = async (where = '') =>
    (await world.cypher<{ n: number }>(`MATCH (e:Event {tenantId: $tenantId}) ${where} RETURN count(e) AS n`))[0]?.n;

  it('is accepted, then a duplicate, and with another content a conflict', async () => {
    const call = event('api_call', { tokens_consumed: 150, cost_usd: 0.000003, api_status_code: 200 });
    expect((await post(world, key, call)).outcomes).toEqual(['accepted']);
    expect((await post(world, key, call)).outcomes).toEqual(['duplicate']);
    const other = await post(world, key, { ...call, tokens_consumed: 151 });
    expect(other.outcomes).toEqual(['conflict']);
    expect(other.results?.[0]?.reason).toContain('externalId');
    const [row] = await world.cypher<{ metadata: string }>(
      'MATCH (e:Event {tenantId: $tenantId, externalId: $id}) RETURN e.metadata AS metadata',
      { id: call.external_id },
    );
    expect(JSON.parse(row?.metadata ?? '')).toEqual({ tokens: 150, cost_nano_usd: 3000, status_code: 200 });
  });

  it('of ten batches sent at once is there once, whatever its kind', async () => {
    const batch = Array.from({ length: 60 }, (_, n) =>
      event(['api_call', 'create_hotel_attempt', 'import_success'][n % 3] as string, {
        metadata: { importJobId: `j${n}` },
      }),
    );
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(world, key, { events: batch })));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (let n = 0; n < batch.length; n++) {
      const outcomes = answers.map(({ outcomes = [] }) => outcomes[n]);
      expect([n, outcomes.filter((outcome) => outcome === 'accepted').length]).toEqual([n, 1]);
      expect([n, outcomes.filter((outcome) => outcome === 'duplicate').length]).toEqual([n, 9]);
    }
    expect(await count()).toBe((before ?? 0) + batch.length);
  });

  it('that cannot be read keeps none of its batch out, and is named', async () => {
    const good = event('create_hotel_attempt');
    const bad = [
      [event('no_such_event'), 'type'],
      [event('create_hotel_attempt', { external_id: undefined }), 'externalId'],
      [event('create_hotel_attempt', { occurred_at: 'yesterday' }), 'occurredAt'],
      [event('create_hotel_attempt', { occurred_at: '2026-03-04T15:06:00Z' }), 'occurredAt'],
      [event('api_call', { occurred_at: '2026-01-20T00:00:00Z' }), 'occurredAt'],
      [event('create_hotel_attempt', { amount: '1.00' }), 'amount'],
      [event('create_hotel_attempt', { category: 'billing' }), 'category'],
      [event('chat_message', { metadata: { direction: 'sideways' } }), 'metadata.direction'],
      [event('create_hotel_attempt', { metadata: { text: 'x'.repeat(20_000) } }), 'metadata'],
      [event('playbook_open'), 'sessionId'],
      [event('decision_seat_blocked', { metadata: {} }), 'type'],
      [event('create_hotel_attempt', { colour: 'red' }), 'colour'],
      [event('create_hotel_attempt', { source: 'stripe' }), 'source'],
      [event('create_hotel_attempt', { user_id: 'half a \ud800 pair' }), 'userId'],
      ['not an object', 'event'],
      [null, 'event'],
    ] as const;
    const before = await count();
    const { status, results = [] } = await post(world, key, [good, ...bad.map(([item]) => item)]);
    expect(status).toBe(200);
    expect(results[0]?.result).toBe('accepted');
    expect(results.slice(1).map(({ result }) => result)).toEqual(bad.map(() => 'rejected'));
    for (const [n, { reason }] of results.slice(1).entries()) {
      expect([bad[n]?.[1], reason]).toEqual([bad[n]?.[1], expect.stringContaining(bad[n]?.[1] ?? '-')]);
    }
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it('comes as a CloudEvent too, alone or in a batch', async () => {
    const cloud = (id: string) => ({
      specversion: '1.0',
      id,
      source: '/billing',
      type: 'crypto.transfer.confirmed',
      time: '2026-03-04T14:00:00+01:00',
      subject: 'u7',
      amount: '0.125',
      currency: 'eth',
      data: { chain: 'base', token: 'ETH', payer: '0xabc', tx_hash: id },
    });
    const one = await post(world, key, cloud('0x1'), { 'content-type': 'application/cloudevents+json' });
    expect(one.outcomes).toEqual(['accepted']);
    const more = await post(world, key, [cloud('0x1'), cloud('0x2')], {
      'content-type': 'application/cloudevents-batch+json; charset=utf-8',
    });
    expect(more.outcomes).toEqual(['duplicate', 'accepted']);
    const [row] = await world.cypher(
      "MATCH (e:Event {tenantId: $tenantId, externalId: '0x1'}) RETURN e {.userId, .amount, .asset, .occurredAt, .category} AS e",
    );
    expect(row.e).toEqual({
      userId: 'u7',
      amount: '0.125',
      asset: 'ETH',
      occurredAt: '2026-03-04T13:00:00.000Z',
      category: 'crypto',
    });
    const old = await post(
      world,
      key,
      { ...cloud('0x3'), specversion: '0.3' },
      { 'content-type': 'application/cloudevents+json' },
    );
    expect(old.outcomes).toEqual(['rejected']);
  });

  it('that is catalogued leaves one receipt a batch, and one that is metered none of its own', async () => {
    const receipts = async () =>
      (
        await world.cypher<{ n: number }>(
          "MATCH (r:Receipt {tenantId: $tenantId, step: 'INGEST_EVENTS'}) RETURN count(r) AS n",
        )
      )[0]?.n ?? 0;
    const before = await receipts();
    await post(world, key, [event('create_hotel_attempt'), event('create_hotel_attempt'), event('search')]);
    expect(await receipts()).toBe(before + 1);
    await post(world, key, [event('search'), event('embedding')]);
    expect(await receipts()).toBe(before + 1);
  });

  it('that nests without end is refused in one sentence, and alone', async () => {
    const deep = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`;
    const text = JSON.stringify([event('search', { metadata: 'DEEP' }), event('search')]).replace('"DEEP"', deep);
    const { outcomes, results } = await post(world, key, text);
    expect(outcomes).toEqual(['rejected', 'accepted']);
    expect(results?.[0]?.reason).toContain('levels deep');
  });

  it('needs a key with the scope, and a batch of at most a thousand', async () => {
    expect((await post(world, await keyOf(world, ['leads:write']), event('search'))).status).toBe(403);
    expect((await post(world, 'rg_nobody', event('search'))).status).toBe(401);
    const many = await post(
      world,
      key,
      Array.from({ length: 1_001 }, () => event('search')),
    );
    expect([many.status, many.error?.message]).toEqual([400, expect.stringContaining('1000 events')]);
    expect((await post(world, key, [])).status).toBe(400);
    expect((await post(world, key, '{"external_id":')).status).toBe(400);
  });

  it('of a person is that of a browser: what only programs tell is not theirs', async () => {
    const token = await world.token('ae');
    const told = await post(world, token, [event('upgrade_click'), event('create_hotel_attempt')]);
    expect(told.outcomes).toEqual(['accepted', 'rejected']);
    expect(told.results?.[1]?.reason).toContain('not for a browser');
  });
});
