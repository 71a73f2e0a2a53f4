import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  activateRevOpsConfig,
  coreSection,
  findConfigVersion,
  saveRevOpsConfigDraft,
  sectionOf,
} from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from './tenancy-world.js';

const config = (currency: string) => `currency: ${currency}\nrouting:\n  default_strategy: queue\n`;

describe('a configuration', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld({
      users: [admin('ada'), admin('bob'), person('eve')],
      revOpsConfig: config('USD'),
    });
  });
  afterAll(() => world.close());

  const save = async (yaml: string, by = 'ada') => {
    const saved = await saveRevOpsConfigDraft(world.runtime, await world.caller(by), { yaml });
    if (saved.__typename !== 'RevOpsConfigDraftSaved') throw new Error(JSON.stringify(saved));
    return saved.number;
  };
  const currencyInForce = async () => {
    const active = await world.runtime.configs.active(world.tenantId);
    return active && sectionOf(active.config, coreSection).currency;
  };

  it('is put in force by someone else than its author', async () => {
    const number = await save(config('EUR'));
    const own = await activateRevOpsConfig(world.runtime, await world.caller('ada'), { number, replaces: 1 });
    expect(own).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect(await currencyInForce()).toBe('USD');

    const done = await activateRevOpsConfig(world.runtime, await world.caller('bob'), { number, replaces: 1 });
    expect(done).toEqual({ __typename: 'RevOpsConfigActivated', number, replaced: 1 });
    expect(await currencyInForce()).toBe('EUR');

    const again = await activateRevOpsConfig(world.runtime, await world.caller('bob'), { number, replaces: number });
    expect(again).toMatchObject({ __typename: 'RevOpsConfigNotDraft', state: 'ACTIVE' });
    const old = await activateRevOpsConfig(world.runtime, await world.caller('bob'), { number: 1, replaces: number });
    expect(old).toMatchObject({ __typename: 'RevOpsConfigNotDraft', state: 'RETIRED' });
    const steps = (await world.receipts()).filter((receipt) => receipt.step === 'ACTIVATE_CONFIG');
    expect(steps.map(({ outcome, subjectId }) => [outcome, subjectId])).toEqual([
      ['ALLOWED', 'bootstrap'],
      ['DENIED', world.userIds.ada],
      ['ALLOWED', world.userIds.bob],
    ]);
  });

  it('wins alone when several are put in force at the same time', async () => {
    const bob = await world.caller('bob');
    const inForce = (await world.runtime.configs.active(world.tenantId))?.number;
    const drafts = await Promise.all(['GBP', 'CHF', 'JPY', 'SEK'].map((currency) => save(config(currency))));
    expect(new Set(drafts).size).toBe(drafts.length);
    const outcomes = await Promise.all(
      drafts.map((number) => activateRevOpsConfig(world.runtime, bob, { number, replaces: inForce })),
    );
    const names = outcomes.map((outcome) => outcome.__typename).sort();
    expect(names).toEqual(['RevOpsConfigActivated', 'VersionConflict', 'VersionConflict', 'VersionConflict']);
    const winner = drafts[outcomes.findIndex((outcome) => outcome.__typename === 'RevOpsConfigActivated')];
    expect((await world.runtime.configs.active(world.tenantId))?.number).toBe(winner);
  });

  it('that is wrong is refused with path, line and column, and takes no number', async () => {
    const before = await save(config('NOK'));
    const answer = await saveRevOpsConfigDraft(world.runtime, await world.caller('ada'), {
      yaml: 'currency: USD\nrouting:\n  default_strategy: queue\nsegments:\n  - name: smb\n    arr_maxx: 5\n',
    });
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: expect.stringContaining('segments[0]'), line: 6, column: 5 }],
    });
    expect(await save(config('DKK'))).toBe(before + 1);
  });

  it('that is a draft is shown to admins alone', async () => {
    const number = await save(config('PLN'));
    const [ada, eve] = [await world.caller('ada'), await world.caller('eve')];
    expect(await findConfigVersion(world.runtime, ada, number)).toMatchObject({ number, yaml: config('PLN') });
    expect(await findConfigVersion(world.runtime, eve, number)).toBeNull();
    expect(await findConfigVersion(world.runtime, eve, 1)).toMatchObject({ state: 'RETIRED' });
    expect(await findConfigVersion(world.runtime, eve, null)).toMatchObject({ state: 'ACTIVE' });
  });

  it('of another tenant is not there', async () => {
    const other = await world.openTenant({ users: [admin('zoe'), admin('yan')] });
    const zoe = await world.caller('zoe', other.tenantId);
    expect(await findConfigVersion(world.runtime, zoe, 1)).toBeNull();
    expect(await activateRevOpsConfig(world.runtime, zoe, { number: 2 })).toMatchObject({ __typename: 'NotFound' });
    expect(await world.runtime.configs.active(other.tenantId)).toBeNull();
  });
});
