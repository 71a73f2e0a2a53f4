import { expect, it } from '@jest/globals';
import { systemCaller } from '../../src/kernel/caller.js';
import { setReportsTo } from '../../src/tenancy/index.js';
import { createWorld } from '../kit/world.js';
import { activate, approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });

it('a stricter configuration asks for more of what comes after it, and for nothing of what is in flight', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world);
  const before = await deal.submitted(ae, { discount: 2_500 });
  const asked = await approvalsOf(ae, before);
  await activate(world, DESK_CONFIG.replace('finance_required_pct: 0.3', 'finance_required_pct: 0.21'));
  expect(await approvalsOf(ae, before)).toEqual(asked);
  expect(await decide(await world.as('manager'), before, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    quoteStatus: 'APPROVED',
  });
  const after = await deal.submitted(ae, { discount: 2_500 });
  expect((await approvalsOf(ae, after)).map(({ role }: { role: string }) => role)).toEqual([
    'SALES_MANAGER',
    'FINANCE',
  ]);
  const versions = (await chainOf(world, deal.opportunityId)).flatMap(({ body }) => body.policy?.config_version ?? []);
  expect(versions).toEqual([1, 2]);
});

it('a new manager is asked for what comes after, the one before still decides what was asked of them', async () => {
  const ae = await world.as('ae');
  const deal = await dealOf(world);
  const before = await deal.submitted(ae, { discount: 2_050 });
  await setReportsTo(world.composition, systemCaller(world.tenantId, 'test'), {
    userId: world.id('ae'),
    managerId: world.id('other-manager'),
  });
  const after = await deal.submitted(ae, { discount: 2_050 });
  expect((await approvalsOf(ae, before))[0].assigneeId).toBe(world.id('manager'));
  expect((await approvalsOf(ae, after))[0].assigneeId).toBe(world.id('other-manager'));
  expect(await decide(await world.as('manager'), before, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
    quoteStatus: 'APPROVED',
  });
});
