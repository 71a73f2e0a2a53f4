import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  activateDueConfigs,
  activateRevOpsConfig,
  cancelRevOpsConfigActivation,
  coreSection,
  revOpsConfigDiff,
  rollbackRevOpsConfig,
  saveRevOpsConfigDraft,
  sectionOf,
} from '../../src/tenancy/index.js';
import { ManualClock } from '../kit/clock.js';
import { sweepOnly } from '../kit/own-tenant.js';
import { admin, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

const config = (currency: string) => `# what we count in\ncurrency: ${currency}\nrouting:\n  default_strategy: queue\n`;

describe('a configuration with an instant', () => {
  const clock = new ManualClock('2026-03-02T09:00:00.000Z');
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld({ users: [admin('ada'), admin('bob')], revOpsConfig: config('USD') }, clock);
    sweepOnly(world.runtime.graph, world.tenantId);
  });
  afterAll(() => world.close());

  const save = async (currency: string, by = 'ada') => {
    const saved = await saveRevOpsConfigDraft(world.runtime, await world.caller(by), { yaml: config(currency) });
    if (saved.__typename !== 'RevOpsConfigDraftSaved') throw new Error(JSON.stringify(saved));
    return saved.number;
  };
  const inForce = async () => {
    const active = await world.runtime.configs.active(world.tenantId);
    return { number: active?.number, currency: active && sectionOf(active.config, coreSection).currency };
  };
  const activate = async (by: string, input: object) =>
    activateRevOpsConfig(world.runtime, await world.caller(by), input);
  const inAnHour = () => new Date(clock.now() + 3_600_000).toISOString();
  const steps = async (step: string) => (await world.receipts()).filter((receipt) => receipt.step === step);

  it('waits for it, and is put in force by the clock, however late it looks', async () => {
    const number = await save('EUR');
    const at = inAnHour();
    expect(await activate('bob', { number, replaces: 1, at })).toEqual({
      __typename: 'RevOpsConfigScheduled',
      number,
      at,
    });
    await activateDueConfigs(world.runtime);
    expect(await inForce()).toEqual({ number: 1, currency: 'USD' });
    clock.advance({ days: 7 });
    await Promise.all([activateDueConfigs(world.runtime), activateDueConfigs(world.runtime)]);
    expect(await inForce()).toEqual({ number, currency: 'EUR' });
    const [last] = (await steps('ACTIVATE_CONFIG')).slice(-1);
    expect(last).toMatchObject({ outcome: 'ALLOWED', subjectId: 'config-clock' });
    expect(last?.business.snapshot).toMatchObject([
      { number, state: 'ACTIVE', activatedBy: world.userIds.bob, activateAt: null },
      { number: 1, state: 'RETIRED' },
    ]);
  });

  it('is scheduled by a second person alone, with a receipt of the refusal', async () => {
    const { number: replaces } = await inForce();
    const number = await save('GBP');
    const own = await activate('ada', { number, replaces, at: inAnHour() });
    expect(own).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect((await steps('SCHEDULE_CONFIG')).at(-1)).toMatchObject({ outcome: 'DENIED', subjectId: world.userIds.ada });
  });

  it('cannot lie in the past', async () => {
    const number = await save('GBP');
    expect(await activate('bob', { number, at: '2020-01-01T00:00:00Z' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'at' }],
    });
  });

  it('is called off by any admin, and may be activated afterwards', async () => {
    const { number: replaces } = await inForce();
    const number = await save('CHF');
    await activate('bob', { number, replaces, at: inAnHour() });
    expect(await activate('bob', { number, replaces })).toMatchObject({
      __typename: 'RevOpsConfigNotDraft',
      state: 'SCHEDULED',
    });
    const cancel = async () => cancelRevOpsConfigActivation(world.runtime, await world.caller('ada'), { number });
    expect(await cancel()).toEqual({ __typename: 'RevOpsConfigUnscheduled', number });
    expect(await cancel()).toMatchObject({ __typename: 'RevOpsConfigNotScheduled', state: 'DRAFT' });
    clock.advance({ days: 1 });
    await activateDueConfigs(world.runtime);
    expect(await inForce()).toMatchObject({ number: replaces });
    expect(await activate('bob', { number, replaces })).toMatchObject({ __typename: 'RevOpsConfigActivated' });
  });

  it('falls back to a draft when another version came into force meanwhile', async () => {
    const { number: replaces } = await inForce();
    const [scheduled, sooner] = [await save('NOK'), await save('SEK')];
    await activate('bob', { number: scheduled, replaces, at: inAnHour() });
    await activate('bob', { number: sooner, replaces });
    clock.advance({ days: 1 });
    await activateDueConfigs(world.runtime);
    expect(await inForce()).toEqual({ number: sooner, currency: 'SEK' });
    const [told] = (await steps('UNSCHEDULE_CONFIG')).slice(-1);
    expect(told).toMatchObject({ outcome: 'FAILED', business: { reason: 'OTHER_VERSION_IN_FORCE', in_force: sooner } });
  });

  it('goes back to the one before by a new draft, with two persons again', async () => {
    const before = await inForce();
    const number = await save('JPY');
    await activate('bob', { number, replaces: before.number });
    const back = await rollbackRevOpsConfig(world.runtime, await world.caller('bob'), {});
    if (back.__typename !== 'RevOpsConfigDraftSaved') throw new Error(JSON.stringify(back));
    expect((await steps('SAVE_CONFIG_DRAFT')).at(-1)?.business).toMatchObject({
      restores: before.number,
      snapshot: [{ yaml: config('SEK') }],
    });
    const again = { number: back.number, replaces: number };
    expect(await activate('bob', again)).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect(await activate('ada', again)).toMatchObject({ __typename: 'RevOpsConfigActivated' });
    expect(await inForce()).toEqual({ number: back.number, currency: 'SEK' });
    const ada = await world.caller('ada');
    expect(await rollbackRevOpsConfig(world.runtime, ada, { number: 99 })).toMatchObject({ __typename: 'NotFound' });
  });

  it('differs from another by what it means', async () => {
    const ada = await world.caller('ada');
    const changes = await revOpsConfigDiff(world.runtime, ada, { from: 1, to: 2 });
    expect(changes?.changes).toEqual([{ path: 'currency', before: 'USD', after: 'EUR' }]);
    expect(await revOpsConfigDiff(world.runtime, ada, { from: 1, to: 99 })).toBeNull();
  });
});
