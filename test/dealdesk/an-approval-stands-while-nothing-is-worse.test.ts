import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import {
  activate,
  approvalsOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  dealOf,
  decide,
  quoteOf,
  recall,
  revise,
  submit,
} from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
});

const APPROVE = { decision: 'APPROVE' };
/** What the version in force was asked for: role, state, and the version that a person approved. */
const asked = async (quoteId: string) =>
  (await approvalsOf(ae, quoteId)).map(
    ({ role, status, approvedVersion }: { role: string; status: string; approvedVersion: number | null }) => [
      role,
      status,
      approvedVersion,
    ],
  );
/** A quote whose first version the manager approved, to be revised and submitted again. */
async function approvedAt(discount: number) {
  const deal = await dealOf(world, { listPriceMinor: 1_000_000 });
  const quoteId = await deal.submitted(ae, { discount });
  await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
  return {
    quoteId,
    async again(discount: number, terms: object = {}) {
      if ((await quoteOf(ae, quoteId)).status === 'PENDING_APPROVAL') await recall(ae, quoteId);
      await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 1, discount }], terms });
      await submit(ae, quoteId);
      return asked(quoteId);
    },
  };
}

it('a version that gives as much or less keeps the approval, one that gives more is asked for anew', async () => {
  const { again } = await approvedAt(2_500);
  expect(await again(2_500)).toEqual([['SALES_MANAGER', 'APPROVED', 1]]);
  expect(await again(2_200)).toEqual([['SALES_MANAGER', 'APPROVED', 1]]);
  expect(await again(2_501)).toEqual([['SALES_MANAGER', 'OPEN', null]]);
});

it('small steps lead nowhere: what stood by itself does not move what is measured against', async () => {
  const { again, quoteId } = await approvedAt(2_500);
  expect(await again(2_100)).toEqual([['SALES_MANAGER', 'APPROVED', 1]]);
  expect(await again(2_500)).toEqual([['SALES_MANAGER', 'APPROVED', 1]]);
  expect(await again(2_510)).toEqual([['SALES_MANAGER', 'OPEN', null]]);
  await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
  expect(await again(2_510)).toEqual([['SALES_MANAGER', 'APPROVED', 4]]);
});

it('what was rejected since is asked for anew, at less too', async () => {
  const { again, quoteId } = await approvedAt(2_500);
  await again(2_600);
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'OTHER' });
  expect(await again(2_500)).toEqual([['SALES_MANAGER', 'OPEN', null]]);
  await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
  expect(await again(2_400)).toEqual([['SALES_MANAGER', 'APPROVED', 3]]);
});

it('what grows over the limit of the role is asked for anew', async () => {
  await activate(world, `${DESK_CONFIG}  limits:\n    SALES_MANAGER: { max_amount: 8000 }\n`);
  const deal = await dealOf(world, { listPriceMinor: 1_000_000 });
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
  for (const [quantity, status] of [
    [1, 'APPROVED'],
    [2, 'OPEN'],
  ]) {
    await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity, discount: 2_500 }] });
    await submit(ae, quoteId);
    expect((await asked(quoteId))[0]?.[1]).toBe(status);
  }
  expect(await decide(manager, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ reason: 'over_limit' });
  await activate(world, DESK_CONFIG);
});

it('each approval is measured by the rule that asked for it', async () => {
  const { again } = await approvedAt(2_500);
  expect(await again(2_500, { termMonths: 48 })).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'OPEN', null],
  ]);
});

it('a rule that did not ask before asks now, whoever approved for another', async () => {
  const { again, quoteId } = await approvedAt(3_500);
  await decide(await world.as('finance'), quoteId, 'FINANCE', APPROVE);
  expect(await again(3_400, { termMonths: 48 })).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'OPEN', null],
  ]);
  expect(await again(3_400, { termMonths: 12 })).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'APPROVED', 1],
  ]);
});

it('it holds after a rejection by another, and after a counter-proposal too', async () => {
  const { again, quoteId } = await approvedAt(3_500);
  const finance = await world.as('finance');
  await decide(finance, quoteId, 'FINANCE', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' });
  expect(await again(3_300)).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'OPEN', null],
  ]);
  await decide(finance, quoteId, 'FINANCE', {
    decision: 'COUNTER_PROPOSE',
    reasonCode: 'OTHER',
    counterProposal: { discount: 3_200 },
  });
  await submit(ae, quoteId);
  expect(await asked(quoteId)).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'APPROVED', 3],
  ]);
  expect((await quoteOf(ae, quoteId)).status).toBe('APPROVED');
  expect(await again(3_201)).toEqual([
    ['SALES_MANAGER', 'APPROVED', 1],
    ['FINANCE', 'OPEN', null],
  ]);
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
