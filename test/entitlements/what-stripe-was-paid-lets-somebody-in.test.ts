import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findingsOf } from '../kit/findings.js';
import { World } from '../kit/fresh-world.js';
import { NOW_S, StripeSender } from '../kit/stripe.js';
import { receiptsOf } from './receipts-of.js';

const DAY_S = 86_400;

/** A period of 30 days that begins so many periods from now. */
const period = (n: number) => ({ start: NOW_S + n * 30 * DAY_S, end: NOW_S + (n + 1) * 30 * DAY_S });
const endOf = (n: number) => new Date(period(n).end * 1000).toISOString();

interface Sub {
  id: string;
  user?: string | null;
  workspace?: string;
}

describe('what Stripe was paid', () => {
  let world: World;
  let stripe: StripeSender;

  beforeAll(async () => {
    world = await World.create();
    stripe = await StripeSender.to(world);
  });
  afterAll(() => world.close());

  const tagged = ({ user = 'u9', workspace }: Sub) => ({
    ...(user && { user_id: user }),
    ...(workspace && { workspace_id: workspace }),
    entitlement: 'cohort-access',
  });
  /** An invoice as Stripe sends it: its own period is the one before that of its lines. */
  const paid = (sub: Sub, n: number) =>
    stripe.event('invoice.paid', 600 - n, {
      object: 'invoice',
      id: stripe.id('in'),
      customer: 'cus_1',
      currency: 'usd',
      amount_paid: 900,
      period_start: period(n - 1).start,
      period_end: period(n - 1).end,
      lines: { data: [{ period: period(n) }] },
      parent: { subscription_details: { subscription: sub.id, metadata: tagged(sub) } },
    });
  const deleted = (sub: Sub, metadata: object | null = tagged(sub)) =>
    stripe.event('customer.subscription.deleted', 60, {
      object: 'subscription',
      id: sub.id,
      customer: 'cus_1',
      metadata,
    });

  async function sendAll(events: object[]) {
    for (const event of events) {
      expect(await stripe.send(event)).toMatchObject({ status: 200 });
      await world.settle();
    }
  }
  async function ask(userId: string | null, workspaceId: string | null = null, name = 'cohort-access') {
    const { entitlement } = await (await world.as('observer')).ask(
      'query($name: String!, $userId: ID, $workspaceId: ID) { entitlement(name: $name, userId: $userId, workspaceId: $workspaceId) { entitled until by { ground userId workspaceId } } }',
      { name, userId, workspaceId },
    );
    return entitlement;
  }

  it('lets its user in until the end of the period that was paid for, once however often it is told', async () => {
    const event = paid({ id: 'sub_1' }, 0);
    await sendAll([event, event, event]);
    expect(await ask('u9')).toEqual({
      entitled: true,
      until: endOf(0),
      by: [{ ground: 'stripe:sub_1', userId: 'u9', workspaceId: null }],
    });
    expect(await receiptsOf(world, 'GRANT_ENTITLEMENT')).toMatchObject([
      { subjectId: 'on-billing-event', business: { entitlement: 'cohort-access', event_type: 'stripe.invoice.paid' } },
    ]);
    expect(await ask('u8')).toEqual({ entitled: false, until: null, by: [] });
    expect(await ask('u9', null, 'another')).toMatchObject({ entitled: false });
    expect(await ask(null)).toMatchObject({ entitled: false });
  });

  it('extends it, and never shortens it, in whatever order payments are told', async () => {
    await sendAll([paid({ id: 'sub_1' }, 2), paid({ id: 'sub_1' }, 1)]);
    expect(await ask('u9')).toMatchObject({ entitled: true, until: endOf(2) });
  });

  it('is over with its subscription, and a payment told late brings nothing back', async () => {
    await sendAll([deleted({ id: 'sub_1' }), paid({ id: 'sub_1' }, 3)]);
    expect(await ask('u9')).toMatchObject({ entitled: false });
    await sendAll([paid({ id: 'sub_2' }, 0)]);
    expect(await ask('u9')).toMatchObject({ entitled: true, until: endOf(0), by: [{ ground: 'stripe:sub_2' }] });
  });

  it('is over by itself at its instant', async () => {
    const sub = { id: 'sub_past', user: 'u7' };
    await sendAll([paid(sub, -2)]);
    expect(await ask('u7')).toMatchObject({ entitled: false });
  });

  it('lets a workspace in when it names one, and nobody when it names nobody', async () => {
    await sendAll([paid({ id: 'sub_w', user: null, workspace: 'w1' }, 0), paid({ id: 'sub_n', user: null }, 0)]);
    expect(await ask('anybody', 'w1')).toMatchObject({ entitled: true });
    expect(await ask('anybody', 'w2')).toMatchObject({ entitled: false });
    expect(await ask(null)).toMatchObject({ entitled: false });
  });

  it('comes to the same in every order, though the end names nobody', async () => {
    let subs = 0;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), async (order, isEnded) => {
        const sub = { id: `sub_p${++subs}`, user: `p${subs}` };
        const events = [paid(sub, 0), paid(sub, 1), paid(sub, 1), isEnded ? deleted(sub, null) : paid(sub, 0)];
        await sendAll(order.flatMap((n) => events[n] ?? []));
        expect(await ask(sub.user)).toMatchObject(
          isEnded ? { entitled: false, until: null } : { entitled: true, until: endOf(1) },
        );
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('is told by receipts, from which it can be rebuilt', async () => {
    expect(await findingsOf(world)).toEqual([]);
    await world.cypher(
      'MATCH (e:Entitlement {tenantId: $tenantId, ground: "stripe:sub_2"}) SET e.until = "2099-01-01T00:00:00.000Z"',
    );
    expect(await findingsOf(world)).toMatchObject([
      { kind: 'differs', node: { label: 'Entitlement' }, property: 'until' },
    ]);
  });
});
