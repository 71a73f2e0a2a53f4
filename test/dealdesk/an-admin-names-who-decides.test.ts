import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { activate, approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decideOne } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE.filter(({ handle }) => handle !== 'legal'),
    { handle: 'counsel', roles: ['ae'] },
    { handle: 'legal-and-admin', roles: ['legal', 'revops_admin'] },
    { handle: 'other-finance', roles: ['finance'] },
  ],
});
let ae: Client;
let admin: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  admin = await world.as('admin');
});

interface Asked {
  id: string;
  version: number;
  status: string;
  assigneeId: string | null;
}

const askingFinanceOf = (finance: string) => activate(world, `${DESK_CONFIG}  approvers:\n    FINANCE: ${finance}\n`);
const FEATURE = { terms: { termMonths: 48 } };
/** A quote whose term asks finance alone. */
async function submitted() {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, FEATURE);
  const asked: Asked[] = (await approvalsOf(ae, quoteId)).filter(({ role }: { role: string }) => role === 'FINANCE');
  return { ...deal, quoteId, asked, only: asked[0] as Asked };
}

const reassign = (client: Client, { id, version }: Asked, to: string, input: object = {}) =>
  client.mutate(
    'reassignApproval',
    { approvalId: id, version, toUserId: world.id(to), reasonCode: 'ABSENCE', ...input },
    `... on ApprovalReassigned { approvalId quote { id } } ... on AssigneeNotEligible { message reason }
    ... on ApprovalAlreadyDecided { status } ... on VersionConflict { currentVersion } ... on NotFound { message }
    ... on InvalidInput { fields { path message } }`,
  );
const approve = async (handle: string, { id }: Asked, version: number) =>
  decideOne(await world.as(handle), { approvalId: id, version, decision: 'APPROVE' });
const last = async (opportunityId: string) => (await chainOf(world, opportunityId)).at(-1);

describe('an approval for which nobody is found', () => {
  beforeAll(() => askingFinanceOf('{ by: users, users: [counsel] }'));

  it('waits in the inbox of RevOps admins, and nobody decides it, whatever their role', async () => {
    const { only } = await submitted();
    expect(only).toMatchObject({ status: 'OPEN', assigneeId: null });
    const rows = await world.cypher('MATCH (a:Approval {tenantId: $tenantId, id: $id}) RETURN a.inbox AS inbox', {
      id: only.id,
    });
    expect(rows).toEqual([{ inbox: 'role:REVOPS_ADMIN' }]);
    expect(await approve('finance', only, only.version)).toMatchObject({
      __typename: 'NotYourApproval',
      reason: 'unassigned',
    });
  });

  it('is given by an admin to somebody who holds the role, who decides it; the receipt says who, to whom and why', async () => {
    const { only, opportunityId } = await submitted();
    expect(await reassign(admin, only, 'finance', { comment: 'As Ms Example asked' })).toMatchObject({
      __typename: 'ApprovalReassigned',
    });
    expect(await last(opportunityId)).toMatchObject({
      step: 'REASSIGN_APPROVAL',
      outcome: 'ALLOWED',
      body: { subject: { id: world.id('admin') } },
      business: { reason_code: 'ABSENCE', from_user_id: null, to_user_id: world.id('finance') },
    });
    expect(await approve('finance', only, only.version)).toMatchObject({ currentVersion: only.version + 1 });
    expect(await approve('finance', only, only.version + 1)).toMatchObject({ quoteStatus: 'APPROVED' });
  });

  it.each([
    ['who lacks the role', 'manager', 'role_not_held'],
    ['who owns the quote', 'ae', 'own_quote'],
    ['who is an admin', 'legal-and-admin', 'admin_never_decides'],
  ])('is not given to somebody %s, which leaves a receipt', async (_who, to, reason) => {
    const { only, opportunityId } = await submitted();
    expect(await reassign(admin, only, to)).toMatchObject({ __typename: 'AssigneeNotEligible', reason });
    expect(await last(opportunityId)).toMatchObject({
      step: 'REASSIGN_APPROVAL',
      outcome: 'BLOCKED',
      business: { reason },
    });
  });
});

it('an admin decides nothing, not even what they gave to themselves', async () => {
  const { only } = await submitted();
  await expect(approve('admin', only, only.version)).rejects.toThrow('one of these roles');
});

it('what one person cannot decide is given to another, who holds the role; the first decides it no more', async () => {
  await askingFinanceOf('{ by: users, users: [finance] }');
  const { only } = await submitted();
  expect(await reassign(await world.as('admin2'), only, 'other-finance')).toMatchObject({
    __typename: 'ApprovalReassigned',
  });
  expect(await approve('finance', only, 2)).toMatchObject({ reason: 'other_assignee' });
  expect(await approve('other-finance', only, 2)).toMatchObject({ quoteStatus: 'APPROVED' });
  expect(await reassign(admin, { ...only, version: 3 }, 'finance')).toMatchObject({
    __typename: 'ApprovalAlreadyDecided',
  });
});

it('who is missing of a group is named by an admin: nobody who is asked already', async () => {
  await askingFinanceOf('{ by: users, users: [finance, counsel], quorum: 2 }');
  const { asked } = await submitted();
  const missing = asked.find(({ assigneeId }) => assigneeId === null) as Asked;
  const own = asked.find(({ assigneeId }) => assigneeId === world.id('finance')) as Asked;
  expect(asked).toHaveLength(2);
  expect(await reassign(admin, missing, 'finance')).toMatchObject({ reason: 'asked_already' });
  await reassign(admin, missing, 'other-finance');
  expect(await approve('finance', own, own.version)).toMatchObject({ quoteStatus: 'PENDING_APPROVAL' });
  expect(await approve('other-finance', missing, missing.version + 1)).toMatchObject({ quoteStatus: 'APPROVED' });
});

it('a role that nobody holds any more waits where admins see it', async () => {
  await activate(world, DESK_CONFIG);
  const hold = (to: string | null) =>
    world.cypher(
      "MATCH (u:User {tenantId: $tenantId})-[held:HOLDS_ROLE]->(:Role {name: 'finance'}) WHERE u.id IN $ids SET held.to = $to RETURN 1",
      { ids: ['finance', 'other-finance'].map((handle) => world.id(handle)), to },
    );
  await hold('2026-03-04T15:00:00.000Z');
  const { only } = await submitted();
  const rows = await world.cypher('MATCH (a:Approval {tenantId: $tenantId, id: $id}) RETURN a.inbox AS inbox', {
    id: only.id,
  });
  expect(rows).toEqual([{ inbox: 'role:REVOPS_ADMIN' }]);
  await hold(null);
});

it.each([
  ['a code that the configuration does not know', { reasonCode: 'BECAUSE' }, 'reasonCode'],
  ['no code', { reasonCode: '' }, 'reasonCode'],
])('%s changes nothing', async (_what, input, path) => {
  const { only } = await submitted();
  expect(await reassign(admin, only, 'other-finance', input)).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  });
});

it('nobody but a RevOps admin says who decides', async () => {
  const { only } = await submitted();
  await expect(reassign(await world.as('finance'), only, 'other-finance')).rejects.toThrow('revops_admin');
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
