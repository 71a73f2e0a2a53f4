import { beforeAll, expect, it } from '@jest/globals';
import { keepDeadlines } from '../../src/dealdesk/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { addTeamMember, createTeam, endTeamMembership } from '../../src/tenancy/index.js';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import {
  activate,
  approvalsOf,
  chainOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  dealOf,
  decide,
  decideOne,
  quoteOf,
  revise,
  submit,
} from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE.map((person) => (person.handle === 'manager' ? { ...person, reportsTo: 'head' } : person)),
    { handle: 'head', roles: ['sales_manager'], reportsTo: 'vp' },
    { handle: 'counsel', roles: ['legal'] },
  ],
});
const system = systemCaller(world.tenantId, 'test');
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});
const APPROVE = { decision: 'APPROVE' };

it('of an approver, their delegate and who it went up to at one instant, one wins', async () => {
  await activate(world, `${DESK_CONFIG}  escalate_after_minutes: 60\n`);
  const people = () => Promise.all(['manager', 'other-manager', 'head'].map((handle) => world.as(handle)));
  const [absent] = (await people()) as [Client];
  const until = new Date(world.clock.now() + 7 * 86_400_000).toISOString();
  const given = { toUserId: world.id('other-manager'), until, reasonCode: 'ABSENCE' };
  const { delegation } = await absent.mutate(
    'delegateApprovals',
    given,
    '... on ApprovalsDelegated { delegation { id } }',
  );
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  world.clock.advance({ hours: 2 });
  await keepDeadlines(world.composition, world.tenantId);
  // Tokens have expired meanwhile.
  ae = await world.as('ae');
  const [manager, deputy, head] = (await people()) as [Client, Client, Client];
  const [{ id, version }] = await approvalsOf(ae, quoteId);
  const answers = await Promise.all(
    [manager, manager, deputy, head].map((client) => decideOne(client, { approvalId: id, version, ...APPROVE })),
  );
  expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
    ...Array(3).fill('ApprovalAlreadyDecided'),
    'ApprovalDecided',
  ]);
  const decisions = (await chainOf(world, deal.opportunityId)).filter(({ step }) => step === 'DECIDE_APPROVAL');
  expect(decisions).toHaveLength(1);
  expect((await approvalsOf(ae, quoteId))[0].decidedById).toBe(decisions[0]?.body.subject.id);
  await manager.mutate('endDelegation', { delegationId: delegation.id }, '');
});

it('a configuration that comes into force in the middle of submissions decides those after it, and each says which did', async () => {
  await activate(world, DESK_CONFIG);
  const deals = await Promise.all(Array.from({ length: 8 }, () => dealOf(world)));
  const drafts = await Promise.all(deals.map((deal) => deal.draft(ae, { discount: 2_500 })));
  const stricter = DESK_CONFIG.replace('finance_required_pct: 0.3', 'finance_required_pct: 0.21');
  await Promise.all([...drafts.map((quoteId) => submit(ae, quoteId)), activate(world, stricter)]);
  const [{ number }] = await world.cypher(
    "MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) RETURN c.number AS number",
  );
  for (const [n, deal] of deals.entries()) {
    const evaluated = (await chainOf(world, deal.opportunityId)).find(({ step }) => step === 'EVALUATE_QUOTE');
    const decidedBy = evaluated?.body.policy.config_version;
    expect([number - 1, number]).toContain(decidedBy);
    const asked = await approvalsOf(ae, drafts[n] as string);
    expect(asked.map(({ role }: { role: string }) => role)).toEqual(
      decidedBy === number ? ['SALES_MANAGER', 'FINANCE'] : ['SALES_MANAGER'],
    );
  }
  await activate(world, DESK_CONFIG);
});

it('an approver who changed teams still decides what they were asked for; the next is asked of who is there', async () => {
  const team = await createTeam(world.composition, system, { handle: 'counsel', name: 'Counsel' });
  if (!('teamId' in team)) throw new Error(JSON.stringify(team));
  const { teamId } = team;
  await addTeamMember(world.composition, system, { teamId, userId: world.id('legal') });
  await activate(world, `${DESK_CONFIG}  approvers:\n    LEGAL: { by: team, team: counsel }\n`);
  const deal = await dealOf(world);
  const before = await deal.submitted(ae, { terms: { nonStandardTerms: true } });
  await endTeamMembership(world.composition, system, { teamId, userId: world.id('legal') });
  await addTeamMember(world.composition, system, { teamId, userId: world.id('counsel') });
  const after = await deal.submitted(ae, { terms: { nonStandardTerms: true } });
  expect((await approvalsOf(ae, before))[0].assigneeId).toBe(world.id('legal'));
  expect((await approvalsOf(ae, after))[0].assigneeId).toBe(world.id('counsel'));
  expect(await decide(await world.as('legal'), before, 'LEGAL', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
  expect(await decide(await world.as('legal'), after, 'LEGAL', APPROVE)).toMatchObject({ reason: 'other_assignee' });
  await activate(world, DESK_CONFIG);
});

it('what waits for somebody who left is given to another by an admin', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  const gone = await world.as('manager');
  const admin = await world.as('admin');
  const ended = await admin.mutate('endUser', { userId: world.id('manager') }, '');
  expect(ended.__typename).toBe('UserEnded');
  await expect(decide(gone, quoteId, 'SALES_MANAGER', APPROVE)).rejects.toThrow();
  const [{ id, version }] = await approvalsOf(ae, quoteId);
  const given = { approvalId: id, version, toUserId: world.id('head'), reasonCode: 'LEFT_THE_COMPANY' };
  expect(await admin.mutate('reassignApproval', given, '')).toMatchObject({ __typename: 'ApprovalReassigned' });
  expect(await decide(await world.as('head'), quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({
    quoteStatus: 'APPROVED',
  });
});

it('a quote that changed between preview and submission is not submitted as it was not seen', async () => {
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae, { discount: 1_000 });
  const seen = (await quoteOf(ae, quoteId)).version;
  const { previewQuoteApproval } = await ae.ask(
    'query($quoteId: ID!) { previewQuoteApproval(quoteId: $quoteId) { ... on ApprovalPreview { steps { role } } } }',
    { quoteId },
  );
  expect(previewQuoteApproval.steps).toEqual([]);
  await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 1, discount: 2_500 }] });
  expect(await submit(ae, quoteId, { version: seen })).toMatchObject({ __typename: 'VersionConflict' });
  expect((await quoteOf(ae, quoteId)).status).toBe('DRAFT');
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
