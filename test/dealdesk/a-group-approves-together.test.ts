import { beforeAll, describe, expect, it } from '@jest/globals';
import { systemCaller } from '../../src/kernel/caller.js';
import { addTeamMember, createTeam } from '../../src/tenancy/index.js';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { activate, approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decideOne, quoteOf } from './deal.js';

const LAWYERS = ['lawyer-1', 'lawyer-2', 'lawyer-3'];
const world = await createWorld({
  config: DESK_CONFIG,
  people: [...DESK_PEOPLE, ...LAWYERS.map((handle) => ({ handle, roles: ['legal' as const] }))],
});
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  const system = systemCaller(world.tenantId, 'test');
  const team = await createTeam(world.composition, system, { handle: 'counsel', name: 'Counsel' });
  if (!('teamId' in team)) throw new Error(JSON.stringify(team));
  for (const handle of [...LAWYERS, 'finance']) {
    await addTeamMember(world.composition, system, { teamId: team.teamId, userId: world.id(handle) });
  }
});

const askingLegal = (resolution: string) => activate(world, `${DESK_CONFIG}  approvers:\n    LEGAL: ${resolution}\n`);

interface Asked {
  id: string;
  version: number;
  role: string;
  status: string;
  assigneeId: string;
  groupId: string | null;
}

/** A quote with terms of its own, which asks legal alone. */
async function submitted() {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { terms: { nonStandardTerms: true } });
  const asked: Asked[] = await approvalsOf(ae, quoteId);
  return { ...deal, quoteId, asked };
}

const handleOf = (id: string) => LAWYERS.find((handle) => world.id(handle) === id) as string;
const decideAs = async ({ id, version, assigneeId }: Asked, input: object = { decision: 'APPROVE' }) =>
  decideOne(await world.as(handleOf(assigneeId)), { approvalId: id, version, ...input });
const statuses = async (quoteId: string) => {
  const asked: Asked[] = await approvalsOf(ae, quoteId);
  return asked.map(({ status }) => status).sort();
};

describe('two of a team', () => {
  beforeAll(() => askingLegal('{ by: team, team: counsel, quorum: 2 }'));

  it('are enough where two must approve: the third is asked no more', async () => {
    const { quoteId, asked, opportunityId } = await submitted();
    expect(asked.map(({ assigneeId }) => handleOf(assigneeId)).sort()).toEqual(LAWYERS);
    expect(new Set(asked.map(({ groupId }) => groupId)).size).toBe(1);
    const [first, second, third] = asked as [Asked, Asked, Asked];
    expect(await decideAs(second)).toMatchObject({ quoteStatus: 'PENDING_APPROVAL' });
    expect(await statuses(quoteId)).toEqual(['APPROVED', 'OPEN', 'OPEN']);
    expect(await decideAs(third)).toMatchObject({ quoteStatus: 'APPROVED' });
    expect(await statuses(quoteId)).toEqual(['APPROVED', 'APPROVED', 'SUPERSEDED']);
    expect(await decideAs(first)).toMatchObject({ __typename: 'ApprovalAlreadyDecided', status: 'SUPERSEDED' });
    expect((await chainOf(world, opportunityId)).map(({ step }) => step).slice(-3)).toEqual([
      'DECIDE_APPROVAL',
      'DECIDE_APPROVAL',
      'APPROVE_QUOTE',
    ]);
  });

  it('one rejection rejects', async () => {
    const { quoteId, asked } = await submitted();
    await decideAs(asked[0] as Asked);
    expect(await decideAs(asked[1] as Asked, { decision: 'REJECT', reasonCode: 'OTHER' })).toMatchObject({
      quoteStatus: 'REJECTED',
    });
    expect(await statuses(quoteId)).toEqual(['APPROVED', 'REJECTED', 'SUPERSEDED']);
  });

  it('who decide at one instant both count, and a third who comes late does not', async () => {
    const { quoteId, asked } = await submitted();
    const answers = await Promise.all(asked.map((one) => decideAs(one)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'ApprovalAlreadyDecided',
      'ApprovalDecided',
      'ApprovalDecided',
    ]);
    expect((await quoteOf(ae, quoteId)).status).toBe('APPROVED');
  });

  it('are who they were at submission, whoever joins or leaves the team', async () => {
    const { quoteId, asked } = await submitted();
    await askingLegal('{ by: users, users: [legal] }');
    expect(await approvalsOf(ae, quoteId)).toEqual(asked);
    await decideAs(asked[0] as Asked);
    expect(await decideAs(asked[1] as Asked)).toMatchObject({ quoteStatus: 'APPROVED' });
  });
});

it('who stands in for one member counts once, whether they are a member too or not', async () => {
  await askingLegal('{ by: users, users: [lawyer-1, lawyer-2], quorum: all }');
  const delegations: [string, string][] = [];
  const handOver = async (from: string, toUserId: string) => {
    const until = '2026-03-06T00:00:00Z';
    const given = await (await world.as(from)).mutate(
      'delegateApprovals',
      { toUserId, until, reasonCode: 'ABSENCE' },
      '... on ApprovalsDelegated { delegation { id } }',
    );
    delegations.push([from, given.delegation.id]);
  };
  await handOver('lawyer-1', world.id('lawyer-2'));
  const member = await submitted();
  const APPROVE = { decision: 'APPROVE' };
  const decidedBy = async (handle: string, asked: Asked[]) => {
    const client = await world.as(handle);
    const decided = [];
    for (const { id, version } of asked) decided.push(await decideOne(client, { approvalId: id, version, ...APPROVE }));
    return decided;
  };
  const refused = { __typename: 'NotYourApproval', reason: 'same_person' };
  expect(await decidedBy('lawyer-2', member.asked)).toMatchObject([{ quoteStatus: 'PENDING_APPROVAL' }, refused]);
  await handOver('lawyer-2', world.id('lawyer-3'));
  await (await world.as('lawyer-1')).mutate('endDelegation', { delegationId: delegations[0]?.[1] }, '');
  await handOver('lawyer-1', world.id('lawyer-3'));
  const outsider = await submitted();
  expect(await decidedBy('lawyer-3', outsider.asked)).toMatchObject([{ quoteStatus: 'PENDING_APPROVAL' }, refused]);
  for (const [from, delegationId] of delegations.slice(1))
    await (await world.as(from)).mutate('endDelegation', { delegationId }, '');
});

it('anyone of named users is enough, and everyone where all must', async () => {
  await askingLegal('{ by: users, users: [lawyer-1, lawyer-2, finance] }');
  const any = await submitted();
  expect(any.asked).toHaveLength(2);
  expect(await decideAs(any.asked[1] as Asked)).toMatchObject({ quoteStatus: 'APPROVED' });
  await askingLegal('{ by: users, users: [lawyer-1, lawyer-2], quorum: all }');
  const all = await submitted();
  expect(await decideAs(all.asked[1] as Asked)).toMatchObject({ quoteStatus: 'PENDING_APPROVAL' });
  expect(await decideAs(all.asked[0] as Asked)).toMatchObject({ quoteStatus: 'APPROVED' });
});

it('a member who has lost the role is refused; the others are enough', async () => {
  await askingLegal('{ by: team, team: counsel, quorum: 2 }');
  const { asked } = await submitted();
  const client = await world.as('lawyer-3');
  await world.cypher(
    "MATCH (:User {tenantId: $tenantId, id: $id})-[held:HOLDS_ROLE]->() SET held.to = '2026-03-04T15:00:00.000Z' RETURN 1",
    { id: world.id('lawyer-3') },
  );
  const own = asked.find(({ assigneeId }) => assigneeId === world.id('lawyer-3')) as Asked;
  await expect(decideOne(client, { approvalId: own.id, version: own.version, decision: 'APPROVE' })).rejects.toThrow(
    'one of these roles',
  );
  const [first, second] = asked.filter((one) => one !== own) as [Asked, Asked];
  await decideAs(first);
  expect(await decideAs(second)).toMatchObject({ quoteStatus: 'APPROVED' });
  await world.cypher('MATCH (:User {tenantId: $tenantId, id: $id})-[held:HOLDS_ROLE]->() SET held.to = null RETURN 1', {
    id: world.id('lawyer-3'),
  });
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
