import { describe, expect, it } from '@jest/globals';
import { type Quotas, tellAllQuotas, tellQuotas } from '../../src/entitlements/index.js';
import { createWorld } from '../kit/world.js';
import { Receiver } from '../notifications/receiver.js';
import { subscribe } from '../notifications/subscribed.js';

const world = await createWorld({ plan: 'trial', environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
const { composition, tenantId, clock } = world;
const { quotas } = composition;

async function check(tokens: number, mode: 'consume' | 'reserve' = 'consume') {
  const checked = await quotas.check(tenantId, { subject: {}, amounts: { tokens }, mode });
  if (checked.__typename !== 'QuotaDecision') throw new Error(JSON.stringify(checked));
  return checked;
}

/** Receipts of quotas in the order of their chain, with what they say. */
async function told() {
  const rows = await world.cypher<{ step: string; outcome: string; business: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, resourceType: 'Quota'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     WHERE r.createdAt > '' RETURN r.step AS step, r.outcome AS outcome, p.content AS business
     ORDER BY r.createdAt, r.workflowSeq`,
  );
  return rows.map(({ business, ...row }) => ({ ...row, ...JSON.parse(business) }));
}

const steps = async () => (await told()).map(({ step }) => step);

describe('what a check leaves behind', () => {
  it('is told by receipts, and by webhooks, the crossing of each share once', async () => {
    const receiver = await Receiver.open();
    await subscribe(world, receiver.url, ['CROSS_QUOTA']);
    await check(7_999);
    expect(await tellQuotas(composition, tenantId)).toBe(0);
    await check(1);
    await check(1);
    await check(1_999);
    await tellQuotas(composition, tenantId);
    expect(await told()).toMatchObject([
      {
        ...{ step: 'CROSS_QUOTA', outcome: 'ALLOWED', event: 'quota_threshold_reached', share_bp: 8_000 },
        ...{ quota: 'tokens_per_day', subject: '', limit: 10_000, used: 8_000 },
      },
      { step: 'CROSS_QUOTA', share_bp: 10_000, used: 10_000 },
    ]);
    await world.settle();
    expect(receiver.received.map(({ body }) => JSON.parse(body).data.resource.id)).toEqual([
      'tokens_per_day',
      'tokens_per_day',
    ]);
  });

  it('is one receipt for the first denial of a window, and one that counts the others', async () => {
    for (let i = 0; i < 4; i++) expect((await check(5)).allowed).toBe(false);
    await tellQuotas(composition, tenantId);
    const [first, ...counted] = (await told()).slice(2);
    expect(first).toMatchObject({
      ...{ step: 'DENY_QUOTA', outcome: 'BLOCKED', event: 'quota_exceeded', quota: 'tokens_per_day', degraded: false },
      ...{ limit: 10_000, used: 10_000, requested: 5, window_end: '2026-03-05T05:00:00.000Z' },
    });
    // The worker may have come in between: what it told is not told again.
    expect(counted.map(({ step }) => step)).toEqual(counted.map(() => 'COUNT_QUOTA_DENIALS'));
    expect(counted.reduce((sum, { denials }) => sum + denials, 0)).toBe(3);
    expect(counted[0].counts).toMatchObject([{ quota: 'tokens_per_day', subject: '' }]);
  });

  it('is told again in the next window', async () => {
    const before = (await told()).length;
    clock.advance({ days: 1 });
    await check(10_001);
    const { reservationId } = await check(150, 'reserve');
    await quotas.finalise(tenantId, reservationId ?? '', { tokens: 12_000 });
    await tellQuotas(composition, tenantId);
    expect((await steps()).slice(before)).toEqual(['DENY_QUOTA', 'CROSS_QUOTA', 'CROSS_QUOTA', 'OVERRUN_QUOTA']);
    expect((await told()).at(-1)).toMatchObject({ over: 2_000, used: 12_000 });
  });

  it('is told once, though two workers come at once and one dies before it says that it has', async () => {
    const before = (await told()).length;
    clock.advance({ days: 1 });
    await check(10_001);
    await check(8_000);
    const forgetful = { ...composition, quotas: forgetting(quotas) };
    await tellQuotas(forgetful, tenantId).catch(() => undefined);
    await check(2_000);
    await Promise.all([
      tellAllQuotas(composition),
      tellQuotas(composition, tenantId),
      tellQuotas(composition, tenantId),
    ]);
    expect((await steps()).slice(before)).toEqual(['DENY_QUOTA', 'CROSS_QUOTA', 'CROSS_QUOTA']);
    expect(await quotas.news(tenantId, 10)).toEqual([]);
  });

  it('is in one chain a day, which verifies', async () => {
    const auditor = await world.as('auditor');
    const { verifyWorkflow } = await auditor.ask(
      '{ verifyWorkflow(workflowId: "activity:quotas:2026-03-04") { ok receipts } }',
    );
    expect(verifyWorkflow.ok).toBe(true);
    expect(verifyWorkflow.receipts).toBeGreaterThanOrEqual(4);
  });

  it('writes no graph in the check itself', async () => {
    clock.advance({ days: 1 });
    const count = () =>
      world.cypher("MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.id > '' RETURN count(r) AS receipts");
    const before = await count();
    expect((await check(10_001)).allowed).toBe(false);
    expect(await count()).toEqual(before);
  });
});

/** A worker that dies after its write, and forgets nothing in Redis. */
const forgetting = (real: Quotas): Quotas =>
  new Proxy(real, {
    get: (target, name) =>
      name === 'forgetNews'
        ? () => Promise.reject(new Error('died'))
        : (target[name as keyof Quotas] as (...args: unknown[]) => unknown).bind(target),
  });
