import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld, WORLD_START } from '../kit/world.js';
import { activate, approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE,
    { handle: 'third-manager', roles: ['sales_manager'] },
    { handle: 'counsel', roles: ['legal'] },
    { handle: 'selling-manager', roles: ['ae', 'sales_manager'], reportsTo: 'other-manager' },
  ],
});
let ae: Client;
const as: Record<string, Client> = {};
beforeAll(async () => {
  ae = await world.as('ae');
  for (const handle of ['manager', 'other-manager', 'third-manager', 'legal', 'counsel', 'selling-manager', 'admin']) {
    as[handle] = await world.as(handle);
  }
});

const at = (hours: number) => new Date(Date.parse(WORLD_START) + hours * 3_600_000).toISOString();

/** `from` hands over to `to` from the first hour until the second. */
const delegate = (from: string, to: string, [begins, ends]: [number | null, number] = [null, 8], input: object = {}) =>
  (as[from] as Client).mutate(
    'delegateApprovals',
    {
      toUserId: world.id(to),
      until: at(ends),
      reasonCode: 'ABSENCE',
      ...(begins === null ? {} : { from: at(begins) }),
      ...input,
    },
    `... on ApprovalsDelegated { delegation { id from to principal { handle } delegate { handle } } }
    ... on DelegationRefused { reason message } ... on NotFound { message } ... on InvalidInput { fields { path message } }`,
  );
const end = (handle: string, delegationId: string) =>
  (as[handle] as Client).mutate(
    'endDelegation',
    { delegationId },
    '... on DelegationEnded { delegation { to endedBy } } ... on NotYourDelegation { message } ... on NotFound { message }',
  );
/** Delegates, acts, and ends the delegation. */
async function during<T>(from: string, to: string, act: () => Promise<T>): Promise<T> {
  const { delegation } = await delegate(from, to);
  try {
    return await act();
  } finally {
    await end(from, delegation.id);
  }
}
const APPROVE = { decision: 'APPROVE' };
const asked = async () => {
  const deal = await dealOf(world);
  return { ...deal, quoteId: await deal.submitted(ae, { discount: 2_500 }) };
};

describe('a delegate', () => {
  it('decides what waits for the other, and both names are in the answer, the approval and the receipt', async () => {
    const { quoteId, opportunityId } = await asked();
    const other = as['other-manager'] as Client;
    expect(await decide(other, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ reason: 'other_assignee' });
    const answer = await during('manager', 'other-manager', () => decide(other, quoteId, 'SALES_MANAGER', APPROVE));
    expect(answer).toMatchObject({
      quoteStatus: 'APPROVED',
      decidedBy: { handle: 'other-manager' },
      onBehalfOf: { handle: 'manager' },
    });
    expect((await approvalsOf(ae, quoteId))[0]).toMatchObject({
      decidedById: world.id('other-manager'),
      onBehalfOfId: world.id('manager'),
    });
    const decided = (await chainOf(world, opportunityId)).find(
      ({ step, outcome }) => step === 'DECIDE_APPROVAL' && outcome === 'ALLOWED',
    );
    expect(decided?.body).toMatchObject({
      subject: { id: world.id('other-manager') },
      on_behalf_of: { type: 'user', id: world.id('manager') },
    });
  });

  it("finds it in their inbox while they decide in the other's place, and no longer", async () => {
    const { quoteId } = await asked();
    const inbox = async () => {
      const found = await (as['other-manager'] as Client).ask(
        '{ approvals(first: 50, mine: true) { edges { node { quoteId } } } }',
      );
      return found.approvals.edges.map(({ node }: { node: { quoteId: string } }) => node.quoteId);
    };
    expect(await inbox()).not.toContain(quoteId);
    expect(await during('manager', 'other-manager', inbox)).toContain(quoteId);
    expect(await inbox()).not.toContain(quoteId);
  });

  it('leaves the other their right to decide', async () => {
    const { quoteId } = await asked();
    const answer = await during('manager', 'other-manager', () =>
      decide(as.manager as Client, quoteId, 'SALES_MANAGER', APPROVE),
    );
    expect(answer).toMatchObject({ quoteStatus: 'APPROVED', onBehalfOf: null });
  });

  it('decides no more once either has ended it', async () => {
    for (const who of ['manager', 'other-manager']) {
      const { quoteId } = await asked();
      const { delegation } = await delegate('manager', 'other-manager');
      expect(await end('legal', delegation.id)).toMatchObject({ __typename: 'NotYourDelegation' });
      expect(await end(who, delegation.id)).toMatchObject({ delegation: { endedBy: world.id(who) } });
      expect(await decide(as['other-manager'] as Client, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({
        reason: 'other_assignee',
      });
    }
  });

  it('of a delegate does not decide, unless the configuration says so', async () => {
    const { quoteId } = await asked();
    const third = as['third-manager'] as Client;
    const first = await delegate('manager', 'other-manager');
    const second = await delegate('other-manager', 'third-manager');
    expect(await decide(third, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ reason: 'other_assignee' });
    await activate(world, `${DESK_CONFIG}  delegation_hops: 2\n`);
    expect(await decide(third, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({
      quoteStatus: 'APPROVED',
      onBehalfOf: { handle: 'manager' },
    });
    await activate(world, DESK_CONFIG);
    await end('manager', first.delegation.id);
    await end('other-manager', second.delegation.id);
  });

  it('of who owns or submitted a quote is a maker of it, and is passed over', async () => {
    const owner = as['selling-manager'] as Client;
    const deal = await dealOf(world, { owner: 'selling-manager' });
    const before = await deal.submitted(owner, { discount: 2_500 });
    const { quoteId, refused } = await during('selling-manager', 'other-manager', async () => {
      const quoteId = await deal.submitted(owner, { discount: 2_500 });
      const refused = await decide(as['other-manager'] as Client, before, 'SALES_MANAGER', APPROVE);
      return { quoteId, refused };
    });
    expect(refused).toMatchObject({ __typename: 'NotYourApproval', reason: 'maker_s_delegate' });
    expect((await approvalsOf(owner, before))[0].assigneeId).toBe(world.id('other-manager'));
    expect((await approvalsOf(owner, quoteId))[0].assigneeId).toBeNull();
  });

  it('decides nothing for somebody who holds the role no more', async () => {
    const { quoteId } = await asked();
    const hold = (to: string | null) =>
      world.cypher('MATCH (:User {tenantId: $tenantId, id: $id})-[held:HOLDS_ROLE]->() SET held.to = $to RETURN 1', {
        id: world.id('manager'),
        to,
      });
    const { delegation } = await delegate('manager', 'other-manager');
    await hold(WORLD_START);
    expect(await decide(as['other-manager'] as Client, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({
      reason: 'other_assignee',
    });
    await hold(null);
    await end('manager', delegation.id);
  });
});

describe('a delegation', () => {
  it.each([
    ['to oneself', 'manager', 'manager', 'to_oneself'],
    ['to somebody without the role', 'manager', 'legal', 'delegate_without_role'],
  ])('%s is refused, with a receipt', async (_what, from, to, reason) => {
    expect(await delegate(from, to)).toMatchObject({ __typename: 'DelegationRefused', reason });
    const rows = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:delegations'}) WHERE r.workflowSeq > 0
      RETURN r.step AS step, r.outcome AS outcome ORDER BY r.workflowSeq DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ step: 'DELEGATE_APPROVALS', outcome: 'BLOCKED' }]);
  });

  it('that overlaps another of the same person is refused, one right after it is not', async () => {
    const first = await delegate('legal', 'counsel', [1, 4]);
    expect(await delegate('legal', 'counsel', [3, 5])).toMatchObject({ reason: 'overlaps' });
    const next = await delegate('legal', 'counsel', [4, 5]);
    expect(next.__typename).toBe('ApprovalsDelegated');
    for (const { delegation } of [first, next]) await end('legal', delegation.id);
  });

  it('that would lead back is refused, also when all are made at one instant', async () => {
    const ring = ['manager', 'other-manager', 'third-manager', 'manager'];
    const answers = await Promise.all([0, 1, 2].map((n) => delegate(ring[n] as string, ring[n + 1] as string, [1, 2])));
    expect(answers.map(({ reason }) => reason ?? 'given').sort()).toEqual(['cycle', 'given', 'given']);
    for (const [n, { delegation }] of answers.entries()) {
      if (delegation) expect(await end(ring[n] as string, delegation.id)).toMatchObject({ delegation: { to: at(1) } });
    }
  });

  it.each([
    ['ends before it begins', [3, 2], {}, 'until'],
    ['has begun already', [-2, 2], {}, 'from'],
    ['lasts for years', [1, 24 * 400], {}, 'until'],
    ['names a reason that the configuration does not know', [1, 2], { reasonCode: 'LAZINESS' }, 'reasonCode'],
  ])('that %s changes nothing', async (_what, hours, input, path) => {
    expect(await delegate('manager', 'other-manager', hours as [number, number], input)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    });
  });
});

it('who could decide what, and through whom, is read as of any instant', async () => {
  const { delegation } = await delegate('legal', 'counsel', [2, 6]);
  await end('admin', (await delegate('counsel', 'legal', [10, 12])).delegation.id);
  const authority = async (handle: string, hour: number) => {
    const found = await ae.ask(
      `query($userId: ID!, $at: DateTime!) { authorityAt(userId: $userId, at: $at) { roles managerId configNumber
        limits { role discountBp amountMinor } delegatedTo { delegationId user { handle } from to } delegatedFrom { user { handle } } } }`,
      { userId: world.id(handle), at: at(hour) },
    );
    return found.authorityAt;
  };
  const held = { delegationId: delegation.id, user: { handle: 'counsel' }, from: at(2), to: at(6) };
  expect(await authority('legal', 2)).toMatchObject({
    roles: ['LEGAL'],
    limits: [{ role: 'LEGAL', discountBp: null, amountMinor: null }],
    delegatedTo: [held],
    delegatedFrom: [],
  });
  expect(await authority('counsel', 5)).toMatchObject({
    delegatedTo: [],
    delegatedFrom: [{ user: { handle: 'legal' } }],
  });
  for (const hour of [1, 6, 11]) expect((await authority('legal', hour)).delegatedTo).toEqual([]);
  expect(await authority('manager', -1)).toMatchObject({ roles: [], managerId: null, configNumber: null, limits: [] });
  expect((await authority('manager', 2)).managerId).toBe(world.id('vp'));
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
  await world.cypher(
    "MATCH (:User {tenantId: $tenantId, id: $id})-[given:DELEGATES_TO]->() SET given.to = '2030-01-01T00:00:00.000Z' RETURN 1",
    { id: world.id('legal') },
  );
  expect(await findingsOf(world)).not.toEqual([]);
});
