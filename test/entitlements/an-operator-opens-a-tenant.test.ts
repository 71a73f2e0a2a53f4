import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootstrapTenant, createTenant } from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { newId } from '../../src/kernel/values/ids.js';
import { findTenant, findTenantId } from '../../src/tenancy/index.js';
import { admin, person, type TenancyWorld, tenancyWorld } from '../tenancy/tenancy-world.js';

describe('a tenant', () => {
  let world: TenancyWorld;
  let operator: Caller;
  let home = '';
  beforeAll(async () => {
    world = await tenancyWorld();
    home = (
      await world.openTenant({
        kind: 'OPERATORS',
        users: [person('olga', { roles: ['operator' as const, 'revops_admin' as const] }), admin('omar')],
      })
    ).tenantId;
    operator = await world.caller('olga', home);
  });
  afterAll(() => world.close());

  const setup = () => ({
    handle: `t-${newId()}`,
    name: 'Globex',
    plan: 'pro',
    seatLimit: 5,
    users: [admin('ada'), { ...admin('bob'), seat: 'DECISION' }],
    revOpsConfig: 'currency: EUR\nrouting:\n  default_strategy: queue\n',
  });

  it('is opened by an operator, with people who can act and a receipt on both sides', async () => {
    const input = { ...setup(), idempotencyKey: newId() };
    const created = await createTenant(world.runtime, operator, input);
    expect(created).toMatchObject({ __typename: 'TenantCreated' });
    const tenantId = created.__typename === 'TenantCreated' ? created.tenantId : '';
    expect(await createTenant(world.runtime, operator, input)).toEqual(created);
    expect(await findTenant(world.runtime, tenantId)).toMatchObject({
      handle: input.handle,
      kind: 'CUSTOMER',
      plan: 'pro',
    });
    expect(await world.caller('bob', tenantId)).toMatchObject({ roles: ['revops_admin'], seat: 'DECISION' });
    expect(await world.runtime.configs.active(tenantId)).toMatchObject({ number: 1 });

    const inside = await world.receipts(tenantId);
    expect(inside.every((receipt) => receipt.business.bootstrap === true)).toBe(true);
    expect(inside.map((receipt) => receipt.step).sort()).toEqual(
      [
        'CREATE_TENANT',
        'CREATE_USER',
        'CREATE_USER',
        'GRANT_ROLE',
        'GRANT_ROLE',
        'SET_SEAT_LIMIT',
        'ASSIGN_SEAT',
        'SAVE_CONFIG_DRAFT',
        'ACTIVATE_CONFIG',
      ].sort(),
    );
    const outside = (await world.receipts(home)).filter((receipt) => receipt.resourceId === tenantId);
    expect(outside).toMatchObject([{ step: 'CREATE_TENANT', outcome: 'ALLOWED', subjectId: operator.id }]);
  });

  it('has a handle of its own', async () => {
    const input = setup();
    await createTenant(world.runtime, operator, input);
    expect(await createTenant(world.runtime, operator, input)).toMatchObject({ __typename: 'TenantHandleTaken' });
  });

  it('is not opened by a key that was used for another', async () => {
    const idempotencyKey = newId();
    await createTenant(world.runtime, operator, { ...setup(), idempotencyKey });
    const other = setup();
    const answer = await createTenant(world.runtime, operator, { ...other, idempotencyKey });
    expect(answer).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(await findTenantId(world.runtime, other.handle)).toBeNull();
  });

  it('whose opening broke off before the operator got an answer is completed by a repetition', async () => {
    const input = setup();
    const half = await bootstrapTenant(world.runtime, input, `${home}/${operator.id}`);
    const created = await createTenant(world.runtime, operator, input);
    expect(created).toMatchObject({
      __typename: 'TenantCreated',
      tenantId: half.__typename === 'TenantBootstrapped' ? half.tenantId : '',
    });
  });

  it('is opened once when it is bootstrapped several times at once', async () => {
    const input = setup();
    const all = await Promise.all(Array.from({ length: 6 }, () => bootstrapTenant(world.runtime, input)));
    const opened = all.flatMap((one) => (one.__typename === 'TenantBootstrapped' ? [one] : []));
    expect(opened).toHaveLength(6);
    expect(new Set(opened.map((one) => one.tenantId)).size).toBe(1);
    expect(opened.filter((one) => one.created)).toHaveLength(1);
  });

  it('is refused with its mistakes, and nothing is written', async () => {
    const wrong = [
      { ...setup(), users: [admin('ada'), admin('ada')] },
      { ...setup(), users: [] },
      { ...setup(), users: [admin('ada')] },
      { ...setup(), users: [admin('ada'), { ...admin('bob'), subject: null }] },
      { ...setup(), users: [...setup().users, person('olga', { roles: ['operator'] })] },
      { ...setup(), seatLimit: 0 },
      { ...setup(), revOpsConfig: 'currency: GALLEONS' },
    ];
    for (const input of wrong) {
      expect(await createTenant(world.runtime, operator, input)).toMatchObject({ __typename: 'InvalidInput' });
      expect(
        await bootstrapTenant(world.runtime, { ...input, users: setup().users, seatLimit: null, revOpsConfig: null }),
      ).toMatchObject({ created: true });
    }
  });

  it('is not for its own admins to open', async () => {
    await expect(createTenant(world.runtime, await world.caller('ada'), setup())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
