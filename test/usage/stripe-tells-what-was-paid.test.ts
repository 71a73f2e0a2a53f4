import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findingsOf } from '../kit/findings.js';
import { WORLD_START, World } from '../kit/fresh-world.js';
import { NOW_S, type SentOtherwise, StripeSender } from '../kit/stripe.js';

describe('what Stripe tells', () => {
  let world: World;
  let stripe: StripeSender;

  beforeAll(async () => {
    world = await World.create();
    stripe = await StripeSender.to(world);
  });
  afterAll(() => world.close());

  const invoice = (rest: Record<string, unknown> = {}, type = 'invoice.paid') =>
    stripe.event(type, 60, {
      object: 'invoice',
      id: stripe.id('in'),
      customer: 'cus_1',
      customer_email: 'kim@customer.example',
      currency: 'usd',
      amount_paid: 12_345,
      period_start: NOW_S - 86_400,
      period_end: NOW_S,
      parent: {
        subscription_details: { subscription: 'sub_1', metadata: { user_id: 'u9', entitlement: 'cohort-access' } },
      },
      ...rest,
    });
  const send = (event: object, otherwise?: SentOtherwise) => stripe.send(event, otherwise);
  const pathOf = (tenant: string) => `/v1/webhooks/stripe?tenant=${tenant}`;
  const kept = async (id: string) =>
    (await world.cypher('MATCH (e:Event {tenantId: $tenantId, externalId: $id}) RETURN properties(e) AS e', { id }))[0]
      ?.e;

  it('is kept with amount, currency, customer, subscription, period, user and entitlement, and without personal data', async () => {
    const event = invoice();
    expect(await send(event)).toMatchObject({ status: 200, result: 'accepted' });
    const stored = await kept(event.id);
    expect(stored).toMatchObject({
      type: 'stripe.invoice.paid',
      category: 'billing',
      amount: '123.45',
      asset: 'USD',
      userId: 'u9',
      entitlement: 'cohort-access',
      occurredAt: '2026-03-04T14:59:00.000Z',
    });
    expect(JSON.parse(stored.metadata)).toEqual({
      object: 'invoice',
      object_id: event.data.object.id,
      customer: 'cus_1',
      subscription: 'sub_1',
      period_start: '2026-03-03T15:00:00.000Z',
      period_end: WORLD_START,
      livemode: true,
    });
    expect(JSON.stringify(stored)).not.toContain('kim');
  });

  it('comes twice and out of order, and is there once', async () => {
    const earlier = { ...invoice(), created: NOW_S - 3_600 };
    const later = invoice({}, 'invoice.voided');
    const answers = await Promise.all([later, earlier, later, earlier].map((event) => send(event)));
    expect(answers.map(({ result }) => result).sort()).toEqual(['accepted', 'accepted', 'duplicate', 'duplicate']);
    expect((await kept(earlier.id)).occurredAt < (await kept(later.id)).occurredAt).toBe(true);
  });

  it.each([
    ['jpy', 500, '500'],
    ['kwd', 1_500, '1.500'],
    ['isk', 50_000, '500.00'],
    ['usd', 5, '0.05'],
    ['eur', 0, '0.00'],
  ])('has amounts as Stripe means them in %s', async (currency, amount_paid, amount) => {
    const event = invoice({ currency, amount_paid });
    expect(await send(event)).toMatchObject({ result: 'accepted' });
    expect(await kept(event.id)).toMatchObject({ amount, asset: currency.toUpperCase() });
  });

  it('with a megabyte of metadata is kept by what is read of it', async () => {
    const metadata = { user_id: 'u1', entitlement: 'cohort-access', notes: 'x'.repeat(1_048_576) };
    for (const large of [{ metadata }, { description: metadata.notes }, { metadata: { user_id: metadata.notes } }]) {
      const event = invoice(large);
      expect(await send(event)).toMatchObject({ status: 200, result: 'accepted' });
      expect((await kept(event.id)).metadata.length).toBeLessThan(1_000);
    }
  });

  it('is refused when the signature is wrong, old, of other bytes or for another tenant, all in one sentence', async () => {
    const event = invoice();
    const other = await World.create();
    const refused = [
      await send(event, { secret: 'whsec_c29tZWJvZHktZWxzZS1zLXNlY3JldA' }),
      await send(event, { timestamp: NOW_S - 301 }),
      await send(event, { body: JSON.stringify({ ...event, livemode: false }) }),
      await send(event, { body: ` ${JSON.stringify(event)}` }),
      await send(event, { path: pathOf(other.tenantId) }),
      await send(event, { path: pathOf('nobody') }),
      await send(event, { path: pathOf('') }),
    ];
    await other.close();
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400));
    expect(new Set(refused.map(({ error }) => error?.message)).size).toBe(1);
    expect(refused[0]?.error?.message).toContain('?tenant=');
    expect(await kept(event.id)).toBeUndefined();
  });

  it('is signed by the secret set last; what is stored of it is no plain text, and a hand edit of it is seen', async () => {
    const admin = await world.as('admin');
    const ae = await world.as('ae');
    const next = 'whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhlLXNhbWU';
    expect(
      (await ae.graphql(`mutation { connectSystem(input: {system: stripe, secret: "${next}"}) { __typename } }`))
        .errors?.[0]?.extensions?.code,
    ).toBe('FORBIDDEN');
    await admin.mutate('connectSystem', { system: 'stripe', secret: next }, '');
    const event = invoice();
    expect([(await send(event)).status, (await send(event, { secret: next })).result]).toEqual([400, 'accepted']);
    const everything = await world.cypher('MATCH (n {tenantId: $tenantId}) RETURN properties(n) AS p');
    expect(JSON.stringify(everything)).not.toContain(next.slice(6));
    await world.settle();
    const findings = async () => (await findingsOf(world)).map(({ sentence }) => sentence);
    expect(await findings()).toEqual([]);
    await world.cypher("MATCH (s:System {tenantId: $tenantId}) SET s.sealed = 'AAAA'");
    expect(await findings()).toEqual([expect.stringContaining('System')]);
  });
});
