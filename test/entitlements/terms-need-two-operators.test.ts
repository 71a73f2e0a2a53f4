import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  confirmTermsChange,
  grantQuota,
  listTermsChanges,
  setCustomQuota,
  setPlan,
  type TermsChangeState,
  tenantTerms,
  withdrawTermsChange,
} from '../../src/entitlements/index.js';
import { did } from '../evidence/did.js';
import { ManualClock } from '../kit/clock.js';
import { type WorldWithOperators, worldWithOperators } from './operators.js';

const START = '2026-11-20T10:00:00.000Z';

describe("a tenant's terms", () => {
  let world: WorldWithOperators;
  const clock = new ManualClock(START);
  beforeAll(async () => {
    world = await worldWithOperators({ plan: 'starter' }, clock);
  });
  afterAll(() => world.close());

  const asked = (more: object) => ({ tenantId: world.tenantId, reasonCode: 'SALES_CONCESSION', ...more });
  const terms = async () => {
    const found = await tenantTerms(world.runtime, world.tenantId);
    if (!found) throw new Error('no terms');
    return found;
  };
  const limitOf = async (name: string) => (await terms()).quotas.find((quota) => quota.name === name)?.limit;
  const inState = async (state: TermsChangeState) =>
    (await listTermsChanges(world.runtime, world.tenantId, { state, after: null, limit: 50 })).map(
      ({ kind, quota, plan }) => `${kind} ${quota ?? plan}`,
    );
  const steps = async () =>
    (await world.receipts())
      .filter(({ business }) => business && 'reason_code' in business)
      .map(({ step, outcome, subjectId }) => [step, outcome, subjectId]);

  it('change by what one operator proposes and another confirms', async () => {
    const { one, other, runtime, tenantId } = world;
    const proposed = await did('TermsChangeProposed', setPlan(runtime, one, asked({ plan: 'pro' })));
    const change = { tenantId, changeId: proposed.changeId };
    expect(await inState('PROPOSED')).toEqual(['PLAN pro']);
    expect(await confirmTermsChange(runtime, one, change)).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect((await terms()).plan).toBe('starter');
    await did('TermsChangeInForce', confirmTermsChange(runtime, other, change));
    expect(await terms()).toMatchObject({ plan: 'pro', limits: { imports: 1_000 } });
    expect(await limitOf('tokens_per_day')).toBe(500_000);
    expect(await confirmTermsChange(runtime, other, change)).toMatchObject({
      __typename: 'TermsChangeNotProposed',
      state: 'IN_FORCE',
    });
    expect(await steps()).toEqual([
      ['PROPOSE_TERMS', 'ALLOWED', one.id],
      ['SET_PLAN', 'DENIED', one.id],
      ['SET_PLAN', 'ALLOWED', other.id],
    ]);
    const [set] = (await world.receipts()).filter(({ step, outcome }) => step === 'SET_PLAN' && outcome === 'ALLOWED');
    expect(set?.business).toMatchObject({ plan: 'pro', previous_plan: 'starter', reason_code: 'SALES_CONCESSION' });
  });

  it('hold a custom quota until it expires, is replaced, or the plan holds again', async () => {
    await world.agreed(setCustomQuota, { quota: 'tokens', limit: 7 });
    expect(await limitOf('tokens_per_day')).toBe(7);
    await world.agreed(setCustomQuota, {
      quota: 'tokens_per_day',
      limit: null,
      expiresAt: '2026-11-20T12:00:00+01:00',
    });
    expect(await limitOf('tokens_per_day')).toBeNull();
    expect(await inState('REPLACED')).toEqual(['QUOTA tokens_per_day']);
    clock.advance({ hours: 1 });
    expect(await limitOf('tokens_per_day')).toBe(500_000);
    await world.agreed(setCustomQuota, { quota: 'tokens', limit: 9 });
    await world.agreed(setCustomQuota, { quota: 'tokens', asPlan: true });
    expect(await limitOf('tokens_per_day')).toBe(500_000);
  });

  it("hold R2's monthly limits by their names", async () => {
    await world.agreed(setCustomQuota, { quota: 'workspaces', limit: 40 });
    await world.agreed(setCustomQuota, { quota: 'active_users', limit: null });
    expect((await terms()).limits).toEqual({ imports: 1_000, exports: 500, activeUsers: null, workspaces: 40 });
  });

  it('hold grants until they expire', async () => {
    const changeId = await world.agreed(grantQuota, {
      quota: 'embeddings',
      amount: 25,
      expiresAt: '2026-11-21T00:00:00Z',
    });
    expect((await terms()).grants).toEqual([
      { id: changeId, quota: 'embeddings_per_day', amount: 25, expiresAt: '2026-11-21T00:00:00.000Z' },
    ]);
    clock.set('2026-11-21T00:00:00.000Z');
    expect((await terms()).grants).toEqual([]);
  });

  it('take no change that was withdrawn, or whose end has come before it was confirmed', async () => {
    const { one, other, runtime, tenantId } = world;
    const propose = async (expiresAt: string) => {
      const grant = asked({ quota: 'tokens', amount: 5, expiresAt });
      const { changeId } = await did('TermsChangeProposed', grantQuota(runtime, one, grant));
      return { tenantId, changeId };
    };
    const withdrawn = await propose('2026-12-01T00:00:00Z');
    await did('TermsChangeWithdrawn', withdrawTermsChange(runtime, one, withdrawn));
    expect(await confirmTermsChange(runtime, other, withdrawn)).toMatchObject({ state: 'WITHDRAWN' });
    const late = await propose('2026-11-21T00:01:00Z');
    clock.advance({ minutes: 1 });
    expect(await confirmTermsChange(runtime, other, late)).toMatchObject({ state: 'EXPIRED' });
    expect((await terms()).grants).toEqual([]);
  });

  it.each([
    [setPlan, { plan: 'none' }, 'plan'],
    [setPlan, { plan: 'platinum' }, 'plan'],
    [setPlan, { plan: 'pro', reasonCode: 'because' }, 'reasonCode'],
    [setCustomQuota, { quota: 'leads', limit: 1 }, 'quota'],
    [setCustomQuota, { quota: 'tokens', limit: -1 }, 'limit'],
    [setCustomQuota, { quota: 'tokens', limit: 1.5 }, 'limit'],
    [setCustomQuota, { quota: 'tokens', limit: 1, asPlan: true }, 'limit'],
    [grantQuota, { quota: 'api_calls', amount: 1, expiresAt: '2027-01-01T00:00:00Z' }, 'quota'],
    [grantQuota, { quota: 'tokens', amount: 0, expiresAt: '2027-01-01T00:00:00Z' }, 'amount'],
    [grantQuota, { quota: 'tokens', amount: 1, expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [grantQuota, { quota: 'tokens', amount: 1 }, 'expiresAt'],
  ])('refuse %p of %j', async (propose, input, path) => {
    const answer = await propose(world.runtime, world.one, asked(input));
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });

  it('are of a tenant that is there', async () => {
    const nowhere = { ...asked({ plan: 'pro' }), tenantId: 'nobody' };
    expect(await setPlan(world.runtime, world.one, nowhere)).toMatchObject({ __typename: 'NotFound' });
  });

  it("are not its own admins' to change, whose refusal stays in their own tenant", async () => {
    const ada = await world.caller('ada');
    for (const [propose, input] of [
      [setPlan, { plan: 'enterprise' }],
      [setCustomQuota, { quota: 'tokens', limit: null }],
      [grantQuota, { quota: 'tokens', amount: 1, expiresAt: '2027-01-01T00:00:00Z' }],
    ] as const) {
      await expect(propose(world.runtime, ada, asked(input))).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect((await world.receipts()).at(-1)).toMatchObject({ step: 'REFUSE_ROLE', subjectId: ada.id });
    }
  });
});
