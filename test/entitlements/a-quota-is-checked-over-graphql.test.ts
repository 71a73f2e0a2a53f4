import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { programOf } from './quota-door.js';

const world = await createWorld({ plan: 'trial' });
const program = await programOf(world);
const RESULT = `... on QuotaCheckResult { allowed tokensRemaining quotaLimit error reservationId
    denial { id quota limit used requested } states { quota meter window level used remaining percentage isNearLimit } }
  ... on UnknownMeter { meter } ... on InvalidInput { message } ... on NotFound { message }`;
const FINALISED = '... on QuotaFinalised { overruns { quota over } states { quota used } } ... on NotFound { message }';

describe('a quota is checked over GraphQL', () => {
  it('by enforceQuota, one meter at a time', async () => {
    const input = { quotaType: 'tokens', amount: 8_000 };
    expect(await program.mutate('enforceQuota', input, RESULT)).toEqual({
      __typename: 'QuotaCheckResult',
      allowed: true,
      tokensRemaining: 2_000,
      quotaLimit: 10_000,
      error: null,
      reservationId: null,
      denial: null,
      states: [
        {
          quota: 'tokens_per_day',
          meter: 'tokens',
          window: 'DAY',
          level: 'TENANT',
          used: 8_000,
          remaining: 2_000,
          percentage: 8_000,
          isNearLimit: true,
        },
      ],
    });
    const denied = await program.mutate('enforceQuota', input, RESULT);
    expect(denied).toMatchObject({ allowed: false, error: 'Quota exceeded', tokensRemaining: 2_000 });
    const query = 'query($id: ID!) { quotaDenial(id: $id) { quota limit used requested window level degraded } }';
    expect((await program.ask(query, { id: denied.denial.id })).quotaDenial).toEqual({
      quota: 'tokens_per_day',
      limit: 10_000,
      used: 8_000,
      requested: 8_000,
      window: 'DAY',
      level: 'TENANT',
      degraded: false,
    });
  });

  it('by enforceMultipleQuotas, all or nothing', async () => {
    const quotas = [
      { quotaType: 'chat_messages', amount: 1 },
      { quotaType: 'embeddings', amount: 51 },
    ];
    const { allowed, denial, states } = await program.mutate('enforceMultipleQuotas', { quotas }, RESULT);
    expect([allowed, denial.quota]).toEqual([false, 'embeddings_per_day']);
    expect(states.map(({ used }: { used: number }) => used)).toEqual([0, 0]);
    const twice = { quotas: [quotas[0], quotas[0]] };
    expect(await program.mutate('enforceMultipleQuotas', twice, RESULT)).toEqual({
      __typename: 'InvalidInput',
      message: 'quotas: names a meter twice',
    });
  });

  it('reserving, finalising what was used, and releasing', async () => {
    const reserve = { quotaType: 'embeddings', amount: 20, mode: 'RESERVE', reserveForMs: 30_000 };
    const first = await program.mutate('enforceQuota', reserve, RESULT);
    const used = { reservationId: first.reservationId, quotas: [{ quotaType: 'embeddings', amount: 4 }] };
    for (const _time of [1, 2]) {
      expect(await program.mutate('finaliseQuota', used, FINALISED)).toEqual({
        __typename: 'QuotaFinalised',
        overruns: [],
        states: [{ quota: 'embeddings_per_day', used: 4 }],
      });
    }
    const second = await program.mutate('enforceQuota', reserve, RESULT);
    const given = await program.mutate('releaseQuota', { reservationId: second.reservationId }, FINALISED);
    expect(given.__typename).toBe('QuotaFinalised');
    const { getQuotaStatus } = await program.ask('{ getQuotaStatus { quotas { quota used } } }');
    expect(getQuotaStatus.quotas).toContainEqual({ quota: 'embeddings_per_day', used: 4 });
  });

  it('naming a meter that nobody counts', async () => {
    const input = { quotaType: 'wishes', amount: 1 };
    expect(await program.mutate('enforceQuota', input, RESULT)).toEqual({
      __typename: 'UnknownMeter',
      meter: 'wishes',
    });
  });

  it('which people of the tenant may look at, and not use up', async () => {
    const ae = await world.as('ae');
    const query = '{ getQuotaStatus { plan anyExceeded quotas { quota limit used remaining percentage resetsAt } } }';
    const { getQuotaStatus } = await ae.ask(query);
    expect(getQuotaStatus).toMatchObject({ plan: 'trial', anyExceeded: false });
    expect(getQuotaStatus.quotas).toHaveLength(4);
    const mutation = 'mutation { enforceQuota(input: { quotaType: "tokens", amount: 1 }) { __typename } }';
    expect((await ae.graphql(mutation)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
