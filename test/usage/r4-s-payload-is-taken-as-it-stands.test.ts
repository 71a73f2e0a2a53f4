import { describe, expect, it } from '@jest/globals';
import { eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

/** R4's UsageEventPayload, with the identity that every event from outside has. */
const payload = (externalId: string, rest: object = {}) => ({
  external_id: externalId,
  source: 'r4',
  tenant_id: world.tenantId,
  event_type: 'api_call',
  event_timestamp: '2026-03-04T14:59:00Z',
  tokens_consumed: 150,
  cost_usd: 0.000003,
  api_response_time_ms: 120,
  api_status_code: 200,
  metadata: { endpoint: '/chat' },
  ...rest,
});

describe('a usage event in the words of R4', () => {
  it('is kept with its figures, of the tenant whose key it comes with and of no other', async () => {
    const { outcomes, results } = await post(world, key, [payload('a'), payload('b', { tenant_id: 'another' })]);
    expect(outcomes).toEqual(['accepted', 'rejected']);
    expect(results?.[1]?.reason).toBe('tenantId: is not the tenant of whoever sends');
    const rows = await world.cypher<{ metadata: string; at: string }>(
      "MATCH (e:Event {tenantId: $tenantId, source: 'r4'}) RETURN e.metadata AS metadata, e.occurredAt AS at",
    );
    expect(rows.map(({ metadata, at }) => ({ at, ...JSON.parse(metadata) }))).toEqual([
      {
        at: '2026-03-04T14:59:00.000Z',
        endpoint: '/chat',
        tokens: 150,
        cost_nano_usd: 3_000,
        latency_ms: 120,
        status_code: 200,
      },
    ]);
    expect((await post(world, key, payload('a', { tenant_id: undefined }))).outcomes).toEqual(['duplicate']);
  });
});
