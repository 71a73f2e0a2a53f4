import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  cancelTrial,
  createTrial,
  expireTerms,
  extendTrial,
  setCustomQuota,
  tenantTerms,
  upgradeTrial,
} from '../../src/entitlements/index.js';
import { did } from '../evidence/did.js';
import { ManualClock } from '../kit/clock.js';
import { sweepOnly } from '../kit/own-tenant.js';
import { type WorldWithOperators, worldWithOperators } from './operators.js';

/** The day before clocks go forward in New York. */
const START = '2026-03-07T15:00:00.000Z';
const CONFIG = 'currency: USD\ntime_zone: America/New_York\nrouting: {default_strategy: queue}';

describe('a trial', () => {
  let world: WorldWithOperators;
  const clock = new ManualClock(START);
  beforeAll(async () => {
    world = await worldWithOperators({ plan: 'trial', revOpsConfig: CONFIG }, clock);
    sweepOnly(world.runtime.graph, world.tenantId);
  });
  afterAll(() => world.close());
  let tenantId: string;
  beforeEach(() => {
    tenantId = world.tenantId;
  });

  const planNow = async (of = tenantId) => (await tenantTerms(world.runtime, of))?.plan;
  const reason = () => ({ tenantId, reasonCode: 'MORE_TIME' });
  const told = async (of = tenantId) =>
    (await world.receipts(of)).filter(({ step }) => /_TRIAL$|^EXPIRE_/.test(step)).map(({ step }) => step);

  it("ends on its last day at the same time of day of the tenant's zone, though clocks change in between", async () => {
    const created = await createTrial(world.runtime, world.one, { tenantId, days: 2 });
    expect(created).toMatchObject({ __typename: 'TrialCreated', endsAt: '2026-03-09T14:00:00.000Z' });
    expect(await createTrial(world.runtime, world.one, { tenantId })).toMatchObject({ __typename: 'TrialNotPossible' });
  });

  it('is given more days', async () => {
    const extended = await extendTrial(world.runtime, world.one, { ...reason(), days: 1 });
    expect(extended).toMatchObject({ __typename: 'TrialExtended', endsAt: '2026-03-10T14:00:00.000Z' });
  });

  it('is over at its instant, though nobody has said so, and a worker says so once', async () => {
    clock.set('2026-03-10T13:59:59.999Z');
    expect(await planNow()).toBe('trial');
    await expireTerms(world.runtime);
    expect(await told()).toEqual(['CREATE_TRIAL', 'EXTEND_TRIAL']);
    clock.advance({ ms: 1 });
    expect(await planNow()).toBe('none');
    await Promise.all([expireTerms(world.runtime), expireTerms(world.runtime)]);
    await expireTerms(world.runtime);
    expect(await told()).toEqual(['CREATE_TRIAL', 'EXTEND_TRIAL', 'EXPIRE_TRIAL']);
    expect((await world.receipts()).at(-1)).toMatchObject({ outcome: 'ALLOWED', subjectId: 'terms-clock' });
    expect(await planNow()).toBe('none');
    expect((await tenantTerms(world.runtime, tenantId))?.quotas.map(({ limit }) => limit)).toEqual([0, 0, 0, 0]);
  });

  it('that expired may be given more days from now on', async () => {
    clock.set('2026-03-20T14:00:00.000Z');
    const extended = await extendTrial(world.runtime, world.one, { ...reason(), days: 3 });
    expect(extended).toMatchObject({ endsAt: '2026-03-23T14:00:00.000Z' });
    expect(await planNow()).toBe('trial');
  });

  it('is over when a second operator confirms the plan it was upgraded to', async () => {
    await world.agreed(upgradeTrial, { plan: 'starter' });
    expect(await planNow()).toBe('starter');
    expect((await told()).at(-1)).toBe('UPGRADE_TRIAL');
    expect((await world.receipts()).at(-1)?.business).toMatchObject({ from: 'trial', to: 'starter' });
    clock.set('2026-03-24T14:00:00.000Z');
    expect(await expireTerms(world.runtime)).toBe(0);
    expect(await planNow()).toBe('starter');
    for (const answer of [
      await extendTrial(world.runtime, world.one, { ...reason(), days: 1 }),
      await cancelTrial(world.runtime, world.one, reason()),
      await upgradeTrial(world.runtime, world.one, { ...reason(), plan: 'pro' }),
    ]) {
      expect(answer).toMatchObject({ __typename: 'NoTrial' });
    }
    expect(await createTrial(world.runtime, world.one, { tenantId })).toMatchObject({
      __typename: 'TrialNotPossible',
      plan: 'starter',
    });
  });

  it('is cancelled before its time, and another one may begin', async () => {
    const { tenantId: fresh } = await world.openTenant({
      plan: 'trial',
      users: [{ handle: 'zoe' }, { handle: 'yan' }].map(({ handle }) => ({
        handle,
        subject: handle,
        name: handle,
        roles: ['revops_admin' as const],
      })),
    });
    await did('TrialCreated', createTrial(world.runtime, world.one, { tenantId: fresh }));
    await did('TrialCancelled', cancelTrial(world.runtime, world.other, { ...reason(), tenantId: fresh }));
    expect(await planNow(fresh)).toBe('none');
    const again = await did('TrialCreated', createTrial(world.runtime, world.one, { tenantId: fresh }));
    // Without a configuration days are those of UTC.
    expect(again.endsAt).toBe('2026-04-07T14:00:00.000Z');
    expect(await told(fresh)).toEqual(['CREATE_TRIAL', 'CANCEL_TRIAL', 'CREATE_TRIAL']);
  });

  it('leaves it to a worker to say that a custom quota is over', async () => {
    await world.agreed(setCustomQuota, { quota: 'tokens', limit: 3, expiresAt: '2026-03-25T14:00:00Z' });
    clock.set('2026-03-25T14:00:00.000Z');
    expect(await expireTerms(world.runtime)).toBe(1);
    expect(await expireTerms(world.runtime)).toBe(0);
    expect((await told()).at(-1)).toBe('EXPIRE_TERMS');
  });

  it("is not the tenant's own to begin", async () => {
    const ada = await world.caller('ada');
    await expect(createTrial(world.runtime, ada, { tenantId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await world.receipts()).at(-1)).toMatchObject({ step: 'REFUSE_ROLE', subjectId: ada.id });
  });
});
