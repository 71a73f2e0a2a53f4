import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmSeatLimit, seatUse, setSeatLimit } from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { admin, person, type TenancyWorld, tenancyWorld } from '../tenancy/tenancy-world.js';

describe("a tenant's seat limit", () => {
  let world: TenancyWorld;
  let one: Caller;
  let other: Caller;
  beforeAll(async () => {
    const seated = ['s1', 's2'].map((handle) => person(handle, { seat: 'DECISION' as const }));
    world = await tenancyWorld({ seatLimit: 3, users: [admin('ada'), admin('bob'), ...seated] });
    const operator = (handle: string) => person(handle, { roles: ['operator' as const, 'revops_admin' as const] });
    const home = await world.openTenant({ kind: 'OPERATORS', users: [operator('olga'), operator('omar')] });
    one = await world.caller('olga', home.tenantId);
    other = await world.caller('omar', home.tenantId);
  });
  afterAll(() => world.close());

  const propose = async (limit: number | null) => {
    const proposed = await setSeatLimit(world.runtime, one, { tenantId: world.tenantId, limit });
    if (proposed.__typename !== 'SeatLimitProposed') throw new Error(JSON.stringify(proposed));
    return { tenantId: world.tenantId, proposalId: proposed.proposalId };
  };

  it('is proposed by one operator and confirmed by another', async () => {
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({
      limit: 3,
      used: 2,
      utilisationBp: 6666,
      nearLimit: true,
    });
    const proposal = await propose(10);
    expect(await confirmSeatLimit(world.runtime, one, proposal)).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({ limit: 3, proposedLimit: 10 });
    expect(await confirmSeatLimit(world.runtime, other, proposal)).toEqual({ __typename: 'SeatLimitSet', limit: 10 });
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({
      limit: 10,
      utilisationBp: 2000,
      nearLimit: false,
      proposalId: null,
    });
    expect(await confirmSeatLimit(world.runtime, other, proposal)).toMatchObject({ __typename: 'NotFound' });

    const steps = (await world.receipts()).filter(({ step }) => step.endsWith('SEAT_LIMIT')).slice(1);
    expect(steps.map(({ step, outcome, subjectId }) => [step, outcome, subjectId])).toEqual([
      ['PROPOSE_SEAT_LIMIT', 'ALLOWED', one.id],
      ['SET_SEAT_LIMIT', 'DENIED', one.id],
      ['SET_SEAT_LIMIT', 'ALLOWED', other.id],
    ]);
  });

  it('is not set below what is used', async () => {
    const answer = await setSeatLimit(world.runtime, one, { tenantId: world.tenantId, limit: 1 });
    expect(answer).toMatchObject({ __typename: 'SeatLimitBelowUse', used: 2 });
  });

  it('may be taken away', async () => {
    const proposal = await propose(null);
    expect(await confirmSeatLimit(world.runtime, other, proposal)).toEqual({ __typename: 'SeatLimitSet', limit: null });
    expect(await seatUse(world.runtime, world.tenantId)).toMatchObject({
      limit: null,
      utilisationBp: null,
      nearLimit: false,
    });
  });

  it("is not the tenant's own admin's to set, whose refusal stays in their own tenant", async () => {
    const victim = await world.openTenant({ users: [admin('zoe'), admin('yan')] });
    const before = (await world.receipts(victim.tenantId)).length;
    const ada = await world.caller('ada');
    await expect(setSeatLimit(world.runtime, ada, { tenantId: victim.tenantId, limit: 99 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await world.receipts(victim.tenantId)).toHaveLength(before);
    expect((await world.receipts()).at(-1)).toMatchObject({ step: 'REFUSE_ROLE', subjectId: ada.id });
  });
});
