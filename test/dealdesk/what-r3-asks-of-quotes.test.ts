import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, quoteOf, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
const ae = await world.as('ae');
const APPROVE = { decision: 'APPROVE' };

it('quote_discount_25_percent_smb_requires_manager_approval', async () => {
  const deal = await dealOf(world, { accountArrMinor: 4_000_000 });
  const quoteId = await deal.draft(ae, { discount: 2_500 });
  expect(await submit(ae, quoteId)).toMatchObject({ status: 'PENDING_APPROVAL', requiredApprovals: ['SALES_MANAGER'] });
  expect(await approvalsOf(ae, quoteId)).toMatchObject([
    { role: 'SALES_MANAGER', assigneeId: world.id('manager'), reasons: ['discount.manager_above_limit'] },
  ]);
  await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', APPROVE);
  expect((await quoteOf(ae, quoteId)).status).toBe('APPROVED');
  const alone = await deal.draft(ae, { discount: 2_000 });
  expect(await submit(ae, alone)).toMatchObject({ status: 'APPROVED', requiredApprovals: [] });
});

it('enterprise_contract_with_nonstandard_liability_requires_legal', async () => {
  const deal = await dealOf(world, { accountArrMinor: 30_000_000 });
  const liability = { amountMinor: 10_000_001, currency: 'USD' };
  const quoteId = await deal.draft(ae, { terms: { nonStandardTerms: true, liability } });
  const submitted = await submit(ae, quoteId);
  expect(submitted.requiredApprovals).toContain('LEGAL');
  expect(submitted.ruleIds).toEqual(
    expect.arrayContaining(['discount.legal_for_segment', 'discount.liability_over_limit']),
  );
  for (const [handle, role] of [
    ['manager', 'SALES_MANAGER'],
    ['finance', 'FINANCE'],
  ]) {
    if (submitted.requiredApprovals.includes(role))
      await decide(await world.as(handle as string), quoteId, role as string, APPROVE);
  }
  expect((await quoteOf(ae, quoteId)).status).toBe('PENDING_APPROVAL');
  await decide(await world.as('legal'), quoteId, 'LEGAL', APPROVE);
  expect((await quoteOf(ae, quoteId)).status).toBe('APPROVED');
});
