import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { activate, approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE,
    { handle: 'two-hats', roles: ['finance', 'legal'] },
    { handle: 'admin-and-finance', roles: ['finance', 'revops_admin'] },
  ],
});
let ae: Client;
let manager: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
});

/** The desk's configuration with more keys under `approvals`. */
const withKeys = (keys: string) => `${DESK_CONFIG}${keys.replace(/^/gm, '  ')}\n`;
const last = async (opportunityId: string) => (await chainOf(world, opportunityId)).at(-1);

describe('a limit of a role', () => {
  beforeEach(() => activate(world, withKeys('limits:\n  SALES_MANAGER: { max_discount_pct: 0.25, max_amount: 2000 }')));

  it('is inclusive, and the receipt of a decision names what it was held against', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
    const receipt = (await chainOf(world, deal.opportunityId)).find(({ step }) => step === 'DECIDE_APPROVAL');
    expect(receipt?.business.limits).toEqual([
      {
        role: 'SALES_MANAGER',
        max_discount_bp: 2_500,
        max_amount_minor: 200_000,
        amount_minor: 75_000,
        config_version: expect.any(Number),
        config_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it.each([
    ['a discount', 100_000, 2_501],
    ['an amount', 270_000, 2_500],
  ])(
    'on %s that is exceeded refuses with a receipt and a reason of its own',
    async (_what, listPriceMinor, discount) => {
      const deal = await dealOf(world, { listPriceMinor });
      const quoteId = await deal.submitted(ae, { discount });
      expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
        __typename: 'NotYourApproval',
        reason: 'over_limit',
      });
      expect(await last(deal.opportunityId)).toMatchObject({
        step: 'DECIDE_APPROVAL',
        outcome: 'BLOCKED',
        business: { reason: 'over_limit', limit: { role: 'SALES_MANAGER', max_discount_bp: 2_500 } },
      });
      expect((await approvalsOf(ae, quoteId))[0].status).toBe('OPEN');
    },
  );

  it('is held against what is proposed instead, and does not keep anybody from rejecting', async () => {
    const deal = await dealOf(world);
    const propose = (discount: number) => ({
      decision: 'COUNTER_PROPOSE',
      reasonCode: 'OTHER',
      counterProposal: { discount },
    });
    const countered = await deal.submitted(ae, { discount: 2_900 });
    expect(await decide(manager, countered, 'SALES_MANAGER', propose(2_600))).toMatchObject({ reason: 'over_limit' });
    expect(await decide(manager, countered, 'SALES_MANAGER', propose(2_500))).toMatchObject({ quoteStatus: 'DRAFT' });
    const rejected = await deal.submitted(ae, { discount: 2_900 });
    expect(
      await decide(manager, rejected, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' }),
    ).toMatchObject({ quoteStatus: 'REJECTED' });
  });

  it('is the one in force at the instant of deciding, not the one of the submission', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    await activate(world, withKeys('limits:\n  SALES_MANAGER: { max_discount_pct: 0.24 }'));
    expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      reason: 'over_limit',
    });
    await activate(world, DESK_CONFIG);
    expect(await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });
});

describe('one person with two roles', () => {
  const offer = { discount: 3_500, terms: { nonStandardTerms: true } };
  /** Submitted, with the manager's approval given: finance and legal are asked next. */
  const asked = async () => {
    const quoteId = await (await dealOf(world)).submitted(ae, offer);
    await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    return quoteId;
  };

  it('approves in one alone where the configuration asks for distinct persons', async () => {
    await activate(world, withKeys('distinct_persons: true'));
    const quoteId = await asked();
    const twoHats = await world.as('two-hats');
    await decide(twoHats, quoteId, 'FINANCE', { decision: 'APPROVE' });
    expect(await decide(twoHats, quoteId, 'LEGAL', { decision: 'APPROVE' })).toMatchObject({
      __typename: 'NotYourApproval',
      reason: 'same_person',
    });
    expect(await decide(await world.as('legal'), quoteId, 'LEGAL', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });

  it('approves in both where it does not', async () => {
    await activate(world, DESK_CONFIG);
    const quoteId = await asked();
    const twoHats = await world.as('two-hats');
    await decide(twoHats, quoteId, 'FINANCE', { decision: 'APPROVE' });
    expect(await decide(twoHats, quoteId, 'LEGAL', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });

  it('never decides while a RevOps admin', async () => {
    const quoteId = await asked();
    expect(
      await decide(await world.as('admin-and-finance'), quoteId, 'FINANCE', { decision: 'APPROVE' }),
    ).toMatchObject({
      __typename: 'NotYourApproval',
      reason: 'admin_never_decides',
    });
  });
});

describe("the configuration's reason codes", () => {
  it('are the ones that a rejection and a counter-proposal name', async () => {
    await activate(world, withKeys('reason_codes:\n  reject: [NOT_NOW]\ncounter_proposals: false'));
    const quoteId = await (await dealOf(world)).submitted(ae, { discount: 2_500 });
    expect(
      await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' }),
    ).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'reasonCode', message: 'is one of NOT_NOW' }] });
    const counterProposal = { discount: 2_400 };
    expect(
      await decide(manager, quoteId, 'SALES_MANAGER', {
        decision: 'COUNTER_PROPOSE',
        reasonCode: 'OTHER',
        counterProposal,
      }),
    ).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'decision' }] });
    expect(
      await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'NOT_NOW' }),
    ).toMatchObject({
      quoteStatus: 'REJECTED',
    });
  });
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
