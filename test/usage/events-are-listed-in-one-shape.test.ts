import { describe, expect, it } from '@jest/globals';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();
const other = await eventWorld();
const admin = await world.as('admin');

const QUERY = `query($first: Int, $after: String, $type: String, $category: EventCategory, $source: String, $userId: String, $from: DateTime, $to: DateTime) {
  events(first: $first, after: $after, type: $type, category: $category, source: $source, userId: $userId, from: $from, to: $to) {
    edges { node { id type typeVersion category source externalId occurredAt userId workspaceId sessionId seatType amount currency metadata voidedAt receiptId } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Shown {
  id: string;
  type: string;
  source: string;
  occurredAt: string;
  userId: string | null;
  metadata: Record<string, unknown> | null;
  [field: string]: unknown;
}
interface Page {
  edges: { node: Shown }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const pageOf = async (filter: Record<string, unknown>, as = admin): Promise<Page> =>
  (await as.ask<{ events: Page }>(QUERY, filter)).events;
const events = async (filter: object = {}, as = admin): Promise<Shown[]> =>
  (await pageOf({ first: 100, ...filter }, as)).edges.map(({ node }) => node);
const at = (minute: number) => `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000Z`;

describe('events', () => {
  it('from outside and of our own are listed newest first, in one shape', async () => {
    await post(world, key, [
      event('upgrade_click', { user_id: 'u1', workspace_id: 'w1', occurred_at: at(1), metadata: { where: 'bar' } }),
      event('api_call', { user_id: 'u1', occurred_at: at(3), metadata: { tokens: 5 } }),
      event('crypto.transfer.confirmed', {
        source: 'crypto',
        occurred_at: at(2),
        amount: '1.5',
        currency: 'eth',
        metadata: { chain: 'c', token: 't', payer: 'p', tx_hash: 'h' },
      }),
    ]);
    const observer = await world.as('observer');
    await observer.graphql('mutation { createAccount(input: {name: "A"}) { __typename } }');
    await admin.http('POST', '/v1/imports/products', {
      body: 'sku,name,price\np1,P,10\n',
      headers: { 'content-type': 'text/csv' },
    });
    const made = await admin.mutate(
      'createUser',
      { handle: 'new', name: 'New', email: 'n@n.example' },
      '... on UserCreated { userId }',
    );
    await admin.mutate('assignSeat', { userId: made.userId, type: 'OBSERVER' }, '');
    await admin.mutate('assignSeat', { userId: made.userId, type: 'DECISION' }, '');

    const all = await events();
    expect(all.map(({ occurredAt }) => occurredAt)).toEqual(
      all
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .reverse(),
    );
    const own = all.filter(({ source }) => source === 'revgraph');
    expect(own.find(({ type }) => type === 'decision_seat_blocked')).toMatchObject({
      category: 'seat',
      userId: world.id('observer'),
      seatType: 'observer',
      metadata: { requiredSeat: 'decision', route: 'Mutation.createAccount', method: 'GRAPHQL' },
      receiptId: expect.any(String),
    });
    expect(own.find(({ type }) => type === 'import_success')).toMatchObject({
      category: 'plg',
      userId: world.id('admin'),
      metadata: { importJobId: expect.any(String) },
    });
    const seats = own.filter(({ type, metadata }) => type === 'seat_added' && metadata?.userId === made.userId);
    expect(seats).toHaveLength(1);
    await (await admin.http('GET', '/v1/receipts/export')).text();
    const [exported] = await events({ type: 'export_success' });
    expect(exported).toMatchObject({
      source: 'revgraph',
      userId: world.id('admin'),
      metadata: { exportId: exported?.receiptId },
    });
    expect(all.find(({ type }) => type === 'crypto.transfer.confirmed')).toMatchObject({
      ...{ amount: '1.5', currency: 'ETH', source: 'crypto', receiptId: null, voidedAt: null },
    });
  });

  it('are found by name, category, user, source and period, and by name and user', async () => {
    const types = async (filter: object) => [...new Set((await events(filter)).map(({ type }) => type))].sort();
    expect(await types({ type: 'upgrade_click' })).toEqual(['upgrade_click']);
    expect(await types({ type: 'decision_seat_blocked' })).toEqual(['decision_seat_blocked']);
    expect(await types({ category: 'plg' })).toEqual(['export_success', 'import_success', 'upgrade_click']);
    expect(await types({ userId: 'u1' })).toEqual(['api_call', 'upgrade_click']);
    expect(await types({ userId: 'u1', type: 'api_call' })).toEqual(['api_call']);
    expect(await types({ userId: 'u1', category: 'plg' })).toEqual(['upgrade_click']);
    expect(await types({ userId: world.id('observer'), type: 'decision_seat_blocked' })).toEqual([
      'decision_seat_blocked',
    ]);
    expect(await types({ userId: world.id('ae'), type: 'decision_seat_blocked' })).toEqual([]);
    expect(await types({ source: 'crypto' })).toEqual(['crypto.transfer.confirmed']);
    expect(await types({ source: 'revgraph' })).toEqual(expect.arrayContaining(['import_success', 'seat_added']));
    expect(await types({ from: at(2), to: at(3) })).toEqual(['crypto.transfer.confirmed']);
    for (const both of [
      { type: 'a', category: 'plg' },
      { source: 's', userId: 'u' },
      { source: 's', type: 'a' },
    ]) {
      const { errors } = await admin.graphql(QUERY, both);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  });

  it('come page by page, each once, also those of one instant', async () => {
    const same = Array.from({ length: 7 }, (_, n) =>
      event(n % 2 ? 'upgrade_click' : 'create_hotel_attempt', { source: 'paged', occurred_at: at(30) }),
    );
    await post(world, key, same);
    const whole = await events();
    const paged: Shown[] = [];
    for (let after: string | null = null; ; ) {
      const page = await pageOf({ first: 3, after });
      paged.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(new Set(paged.map(({ id }) => id)).size).toBe(paged.length);
  });

  it('show what a blocked user did to those who may read it, and that it happened to all', async () => {
    const ae = await world.as('ae');
    const [seen] = await events({ type: 'decision_seat_blocked' }, ae);
    expect(seen).toMatchObject({ userId: world.id('observer'), metadata: null });
  });

  it('of another tenant are not there', async () => {
    await post(other.world, other.key, event('upgrade_click', { source: 'other-tenant' }));
    expect(await events({ source: 'other-tenant' })).toEqual([]);
  });

  it('are voided by GraphQL, marked in the list, and taken back from their month', async () => {
    const job = event('import_success', { workspace_id: 'wv', metadata: { importJobId: 'v1' } });
    await post(world, key, job);
    const selection = `... on EventsVoided { voided alreadyVoid notFound more months { before { workspaceId imports } after { imports } } }
      ... on InvalidInput { message }`;
    const identities = [{ source: job.source, externalId: job.external_id }];
    const dry = await admin.mutate('voidEvents', { events: identities, dryRun: true }, selection);
    expect(dry).toMatchObject({
      voided: 1,
      months: [{ before: { workspaceId: 'wv', imports: 1 }, after: { imports: 0 } }],
    });
    expect(await admin.mutate('voidEvents', { events: identities }, selection)).toMatchObject({
      voided: 1,
      notFound: 0,
    });
    expect(await admin.mutate('voidEvents', { events: identities }, selection)).toMatchObject({
      voided: 0,
      alreadyVoid: 1,
    });
    const listed = await events({ type: 'import_success' });
    expect(listed.find(({ externalId }) => externalId === job.external_id)).toMatchObject({
      voidedAt: expect.any(String),
    });
    const period = { source: 'paged', from: at(30), to: at(31) };
    expect(await admin.mutate('voidEvents', period, selection)).toMatchObject({ voided: 7, more: false });
    expect(await admin.mutate('voidEvents', {}, selection)).toMatchObject({ __typename: 'InvalidInput' });
    const ae = await world.as('ae');
    const { errors } = await ae.graphql('mutation { voidEvents(input: {source: "a"}) { __typename } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
