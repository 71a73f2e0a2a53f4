import { beforeEach, describe, expect, it } from '@jest/globals';
import { decideApproval, keepAllDeadlines, keepDeadlines } from '../../src/dealdesk/index.js';
import { followInbox } from '../evidence/inbox.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf } from './deal.js';

type Any = any;

const people = DESK_PEOPLE.map((person) => (person.handle === 'manager' ? { ...person, reportsTo: 'head' } : person));
const world = await createWorld({
  config: `${DESK_CONFIG}  remind_after_minutes: 60\n  escalate_after_minutes: 240\n`,
  people: [
    ...people,
    { handle: 'head', roles: ['sales_manager'], reportsTo: 'top' },
    { handle: 'top', roles: ['sales_manager', 'vp_sales'] },
  ],
});
let ae: Client;
let deal: Deal;
beforeEach(async () => {
  ae = await world.as('ae');
  deal = await dealOf(world);
});

const sweep = () => keepDeadlines(world.composition, world.tenantId);

async function waiting(quoteId: string): Promise<Any> {
  const [approval] = await world.cypher(
    'MATCH (a:Approval {tenantId: $tenantId, quoteId: $quoteId}) RETURN a {.*} AS a',
    { quoteId },
  );
  return approval.a;
}

const decideAs = (handle: string, { id, version }: Any) =>
  decideApproval(world.composition, world.caller(handle), { approvalId: id, version, decision: 'APPROVE' });

describe('an approval that nobody decides', () => {
  it('reminds its people once for each time they let pass, however late the sweep comes', async () => {
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    const { remindAt, dueAt } = await waiting(quoteId);
    expect(await sweep()).toEqual({ reminded: 0, escalated: 0, expired: 0 });
    world.clock.advance({ minutes: 150 });
    expect((await sweep()).reminded).toBe(1);
    expect((await sweep()).reminded).toBe(0);
    const after = await waiting(quoteId);
    expect(Date.parse(after.remindAt) - Date.parse(remindAt)).toBe(150 * 60_000);
    expect(after.dueAt).toBe(dueAt);
    const reminded = (await chainOf(world, deal.opportunityId)).filter(({ step }: Any) => step === 'REMIND_APPROVAL');
    expect(reminded).toHaveLength(1);
    expect(reminded[0]).toMatchObject({ outcome: 'ALLOWED', business: { assignee_id: world.id('manager') } });
    await decideAs('manager', after);
  });

  it('goes up to the nearest who holds the role, and further when they let it pass, each once', async () => {
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    world.clock.advance({ days: 1 });
    const both = await Promise.all([sweep(), sweep()]);
    expect(both[0].escalated + both[1].escalated).toBe(1);
    expect(await waiting(quoteId)).toMatchObject({
      assigneeId: world.id('manager'),
      escalatedToIds: [world.id('head')],
      escalatedInbox: `user:${world.id('head')}`,
      status: 'open',
      version: 1,
    });
    world.clock.advance({ days: 1 });
    await keepAllDeadlines(world.composition);
    world.clock.advance({ days: 4 });
    await sweep();
    expect(await waiting(quoteId)).toMatchObject({ escalatedToIds: [world.id('head'), world.id('top')] });
    expect((await waiting(quoteId)).dueAt).toBeUndefined();
    const steps = (await chainOf(world, deal.opportunityId)).filter(({ step }: Any) => step === 'ESCALATE_APPROVAL');
    expect(steps.map(({ outcome, business }: Any) => [outcome, business.escalated_to, business.conflict])).toEqual([
      ['ALLOWED', world.id('head'), null],
      ['ALLOWED', world.id('top'), null],
      ['FAILED', null, 'nobody_above'],
    ]);
  });

  it('is shown to whom it went up to, who may decide it; so may still the one it waited for', async () => {
    const [first, second] = [
      await deal.submitted(ae, { discount: 2_500 }),
      await deal.submitted(ae, { discount: 2_600 }),
    ];
    await world.settle();
    const inbox = followInbox(world, await world.token('head', { ttlSeconds: 172_800 }));
    await inbox.next();
    world.clock.advance({ days: 1 });
    await sweep();
    await world.settle();
    const shown = [await inbox.next(), await inbox.next()].flatMap(({ change }) => change.added);
    expect(shown.map(({ quote }: Any) => quote.id).sort()).toEqual([first, second].sort());
    await inbox.stop();
    expect(await decideAs('other-manager', await waiting(first))).toMatchObject({ __typename: 'NotYourApproval' });
    expect(await decideAs('head', await waiting(first))).toMatchObject({ quoteStatus: 'approved' });
    expect(await decideAs('manager', await waiting(second))).toMatchObject({ quoteStatus: 'approved' });
    const head = await world.as('head');
    const { approvalInbox } = await head.ask('{ approvalInbox(kind: MINE, overdue: true) { items { quote { id } } } }');
    expect(approvalInbox.items).toEqual([]);
    expect(await sweep()).toEqual({ reminded: 0, escalated: 0, expired: 0 });
  });

  it('never goes up to whoever made the quote, nor counts nights and weekends', async () => {
    const own = await dealOf(world, { owner: 'head' });
    const quoteId = await own.submitted(await world.as('head'), { discount: 1_000 }).catch(() => null);
    expect(quoteId).toEqual(expect.any(String));
    const { dueAt, requestedAt, assigneeId } = await waiting(quoteId as string);
    expect(assigneeId).toBe(world.id('top'));
    expect(Date.parse(dueAt) - Date.parse(requestedAt)).toBeGreaterThanOrEqual(240 * 60_000);
    world.clock.advance({ days: 3 });
    await sweep();
    expect((await waiting(quoteId as string)).escalatedToIds).toBeUndefined();
    expect((await approvalsOf(await world.as('ae'), quoteId as string))[0].assigneeId).toBe(world.id('top'));
  });
});
