import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld();

describe('an observer who tries to decide', () => {
  it('is told what seat is missing, and leaves a signal', async () => {
    const observer = await world.as('observer');
    const { data, errors } = await observer.graphql(
      'mutation($input: RecallQuoteInput!) { recallQuote(input: $input) { __typename } }',
      { input: { quoteId: '01900000-0000-7000-8000-000000000000', version: 1 } },
    );
    expect(data?.recallQuote ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SEAT_REQUIRED', requiredSeat: 'decision' });
    const signals = await world.cypher<{ subject: string; content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId})-[:HAS_PAYLOAD]->(b:BusinessPayload) WHERE r.step = 'BLOCK_SEAT'
       RETURN r.subjectId AS subject, b.content AS content`,
    );
    expect(signals.map(({ subject }) => subject)).toEqual([world.id('observer')]);
    expect(JSON.parse(signals[0]?.content ?? '')).toMatchObject({
      event: 'decision_seat_blocked',
      seat_type: 'observer',
      metadata: { requiredSeat: 'decision', route: 'Mutation.recallQuote', method: 'GRAPHQL' },
    });
  });
});
