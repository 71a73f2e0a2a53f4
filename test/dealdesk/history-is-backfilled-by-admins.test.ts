import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld, type Person } from '../kit/world.js';
import {
  approvalsOf,
  chainOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  type Deal,
  dealOf,
  decide,
  quoteOf,
  recall,
  revise,
  submit,
} from './deal.js';

/** Managers who are admins, too: the nearest of them is asked, unless they made the quote. */
const PEOPLE: Person[] = [
  ...DESK_PEOPLE,
  { handle: 'rep', roles: ['ae'], reportsTo: 'submitting' },
  { handle: 'submitting', roles: ['sales_manager', 'revops_admin'], reportsTo: 'drafting' },
  { handle: 'drafting', roles: ['sales_manager', 'revops_admin'], reportsTo: 'again' },
  { handle: 'again', roles: ['sales_manager', 'revops_admin'], reportsTo: 'manager' },
];
const world = await createWorld({ config: DESK_CONFIG, people: PEOPLE });
let ae: Client;
let admin: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  admin = await world.as('admin');
});

const create = (client: Client, { opportunityId, productId }: Deal, netMinor: number, input: object = {}) =>
  client.mutate(
    'createQuote',
    {
      opportunityId,
      lines: [{ productId, quantity: 1, netUnitPrice: { amountMinor: netMinor, currency: 'USD' } }],
      ...input,
    },
    '... on QuoteCreated { quoteId } ... on OpportunityClosed { message } ... on InvalidInput { message fields { path } }',
  );

const history = () => ({ backfill: true, businessDate: '2025-12-24', onBehalfOf: world.id('ae') });

describe('a won opportunity', () => {
  it.each(['Won', 'Lost'])('or a lost one (%s) is not quoted any more', async (stage) => {
    const deal = await dealOf(world, { stage });
    const before = await extentOf(world);
    expect(await create(ae, deal, 90_000)).toMatchObject({ __typename: 'OpportunityClosed' });
    expect(await create(admin, deal, 90_000)).toMatchObject({ __typename: 'OpportunityClosed' });
    expect(await extentOf(world)).toEqual(before);
  });

  it('is quoted as history by an admin, in the name of its rep', async () => {
    const deal = await dealOf(world, { stage: 'Won' });
    const { quoteId } = await create(admin, deal, 90_000, history());
    expect(await quoteOf(ae, quoteId)).toMatchObject({ ownerId: world.id('ae'), status: 'DRAFT' });
  });
});

describe('backfilled history', () => {
  it('is for RevOps admins alone', async () => {
    const deal = await dealOf(world, { stage: 'Won' });
    const before = await extentOf(world);
    for (const handle of ['ae', 'manager']) {
      const answer = await create(await world.as(handle), deal, 90_000, history());
      expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'backfill' }] });
    }
    expect(await extentOf(world)).toEqual(before);
  });

  it('is not for a deal under way, which would approve itself in its rep’s name', async () => {
    const deal = await dealOf(world);
    const before = await extentOf(world);
    const answer = await create(admin, deal, 80_000, history());
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'backfill' }] });
    expect(await extentOf(world)).toEqual(before);
  });

  it('has no day in the future', async () => {
    const deal = await dealOf(world, { stage: 'Won' });
    const answer = await create(admin, deal, 90_000, { ...history(), businessDate: '2026-03-05' });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'businessDate' }] });
    expect(await create(admin, deal, 90_000, { ...history(), businessDate: '2026-03-04' })).toMatchObject({
      __typename: 'QuoteCreated',
    });
  });

  it.each([
    ['a person', { onBehalfOf: 'x' }, 'onBehalfOf'],
    ['a date', { businessDate: '2025-12-24' }, 'businessDate'],
  ])('is what %s is for: without it they are refused', async (_what, input, path) => {
    const deal = await dealOf(world);
    expect(await create(admin, deal, 90_000, input)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });

  it("counts the rep's role and day: it approves itself within the rep's limit", async () => {
    const deal = await dealOf(world, { stage: 'Won' });
    const { quoteId } = await create(admin, deal, 80_000, history());
    expect(await submit(admin, quoteId)).toMatchObject({ status: 'APPROVED' });
    const chain = await chainOf(world, deal.opportunityId);
    for (const receipt of chain.slice(1)) {
      expect(receipt.body).toMatchObject({
        subject: { type: 'user', id: world.id('admin') },
        on_behalf_of: { type: 'user', id: world.id('ae') },
      });
      expect(receipt.business).toMatchObject({ backfill: true, business_date: '2025-12-24' });
    }
    const evaluated = chain.find(({ step }) => step === 'EVALUATE_QUOTE');
    expect(evaluated?.business.policy_decision.facts).toMatchObject({
      business_date: '2025-12-24',
      submitter: { id: world.id('admin'), roles: ['revops_admin'] },
      on_behalf_of: { id: world.id('ae'), roles: ['ae'] },
    });
  });

  it("beyond the rep's limit waits for the rep's manager", async () => {
    const deal = await dealOf(world, { stage: 'Won' });
    const { quoteId } = await create(admin, deal, 75_000, history());
    expect(await submit(admin, quoteId)).toMatchObject({ requiredApprovals: ['SALES_MANAGER'] });
    expect((await approvalsOf(ae, quoteId))[0].assigneeId).toBe(world.id('manager'));
    expect(await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' })).toMatchObject({
      quoteStatus: 'APPROVED',
    });
  });

  it('is approved by nobody who drafted, revised or submitted any version of it', async () => {
    const all = ['drafting', 'submitting', 'again'];
    const [drafting, submitting, again] = await Promise.all(all.map((handle) => world.as(handle)));
    const deal = await dealOf(world, { stage: 'Won', owner: 'rep' });
    const history = { backfill: true, businessDate: '2025-12-24', onBehalfOf: world.id('rep') };
    const { quoteId } = await create(drafting as Client, deal, 75_000, history);
    await submit(submitting as Client, quoteId);
    await recall(again as Client, quoteId);
    expect(await submit(again as Client, quoteId)).toMatchObject({ requiredApprovals: ['SALES_MANAGER'] });
    const asked = (await approvalsOf(ae, quoteId)).filter(({ status }: { status: string }) => status === 'OPEN');
    expect(asked).toMatchObject([{ role: 'SALES_MANAGER', assigneeId: world.id('manager') }]);
    for (const client of [drafting, submitting, again]) {
      const refused = await decide(client as Client, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
      expect(refused).toMatchObject({ __typename: 'NotYourApproval', message: expect.stringContaining('Nobody') });
    }
    await recall(again as Client, quoteId);
    await revise(again as Client, quoteId, { lines: [{ productId: deal.productId, quantity: 1, discount: 2_400 }] });
    await submit(again as Client, quoteId);
    for (const client of [drafting, submitting, again]) {
      const refused = await decide(client as Client, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
      expect(refused).toMatchObject({ __typename: 'NotYourApproval' });
    }
    const decided = await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    expect(decided).toMatchObject({ quoteStatus: 'APPROVED' });
  });

  it('has its siblings summed around its own day', async () => {
    const account = { accountArrMinor: 100_000 };
    const first = await dealOf(world, { ...account, stage: 'Won' });
    const { quoteId } = await create(admin, first, 90_000, history());
    await submit(admin, quoteId);
    const family = { accountId: first.accountId };
    const second = await dealOf(world, { stage: 'Won' });
    await world.cypher(
      `MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) SET o.accountId = $accountId RETURN o.id`,
      { id: second.opportunityId, ...family },
    );
    const next = await create(admin, second, 90_000, { ...history(), businessDate: '2026-01-05' });
    await submit(admin, next.quoteId);
    const evaluated = (await chainOf(world, second.opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
    expect(evaluated?.business.policy_decision.facts.siblings).toEqual([
      expect.objectContaining({ quote_id: quoteId, list_total_minor: 100_000, net_total_minor: 90_000 }),
    ]);
  });
});
