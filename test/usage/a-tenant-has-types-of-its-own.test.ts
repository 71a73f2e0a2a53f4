import { describe, expect, it } from '@jest/globals';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();
const admin = await world.as('admin');

const order = (properties: object = {}, required: string[] = ['order_id']) => ({
  type: 'object',
  properties: { order_id: { type: 'string', maxLength: 40 }, value: { type: 'number' }, ...properties },
  required,
  additionalProperties: false,
});
const OUTCOME = `... on EventTypeRegistered { name version isNew } ... on EventTypeRetired { name version }
  ... on InvalidInput { fields { path message } } ... on NotFound { message }`;
const register = (name: string, rest: object = {}) =>
  admin.mutate(
    'registerEventType',
    { name, category: 'module', schema: order(), ...rest },
    OUTCOME.replace(/\.\.\. on EventTypeRetired [^}]*}/, ''),
  );
const retire = (name: string) =>
  admin.mutate(
    'retireEventType',
    { name },
    '... on EventTypeRetired { version } ... on InvalidInput { message } ... on NotFound { message }',
  );
const send = async (type: string, metadata: object, rest: object = {}) =>
  (await post(world, key, event(type, { metadata, ...rest }))).results?.[0] as unknown as {
    result: string;
    reason: string | null;
    typeVersion: number | null;
  };

interface TypePage {
  edges: { node: { name: string } }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

describe("a tenant's own type of event", () => {
  it('is taken at once, says by which version, and refuses what its schema does not say', async () => {
    expect(await send('shop.order.placed', { order_id: 'o1' })).toMatchObject({
      result: 'rejected',
      typeVersion: null,
    });
    expect(await register('shop.order.placed')).toMatchObject({ version: 1, isNew: true });
    expect(await register('shop.order.placed')).toMatchObject({ version: 1, isNew: false });
    expect(await send('shop.order.placed', { order_id: 'o1', value: 2.5 })).toMatchObject({
      result: 'accepted',
      typeVersion: 1,
    });
    expect(await send('shop.order.placed', { value: 1 })).toMatchObject({
      result: 'rejected',
      reason: expect.stringMatching(/order_id/),
    });
    expect(await send('shop.order.placed', { order_id: 'o', more: 1 })).toMatchObject({
      reason: expect.stringMatching(/more/),
    });
    expect(await send('api_call', {})).toMatchObject({ result: 'accepted', typeVersion: null });
    expect(await send('shop.order.place', {})).toMatchObject({
      reason: 'type: "shop.order.place" is in no catalogue of yours; did you mean "shop.order.placed"?',
    });
    expect(await send('upgrade_clik', {})).toMatchObject({
      reason: expect.stringMatching(/did you mean "upgrade_click"/),
    });
  });

  it('has versions: events say by which they were taken, and old ones can be read', async () => {
    await register('shop.cart.filled');
    const kept = event('shop.cart.filled', { metadata: { order_id: 'c1' } });
    await post(world, key, kept);
    expect(await register('shop.cart.filled', { schema: order({ coupon: { type: 'string' } }) })).toMatchObject({
      version: 2,
    });
    expect(await send('shop.cart.filled', { order_id: 'c2', coupon: 'x' })).toMatchObject({
      result: 'accepted',
      typeVersion: 2,
    });
    expect((await post(world, key, kept)).outcomes).toEqual(['duplicate']);
    const versions = await world.cypher<{ v: number }>(
      "MATCH (e:Event {tenantId: $tenantId, type: 'shop.cart.filled'}) RETURN e.typeVersion AS v ORDER BY v",
    );
    expect(versions.map(({ v }) => Number(v))).toEqual([1, 2]);
    const { first, last } = await admin.ask(`{
      first: eventType(name: "shop.cart.filled", version: 1) { version state schema endedAt }
      last: eventType(name: "shop.cart.filled") { version state schema category dedup { rule } }
    }`);
    expect(first).toMatchObject({ version: 1, state: 'REPLACED', schema: order() });
    expect(last).toMatchObject({ version: 2, state: 'ACTIVE', category: 'module', dedup: { rule: 'each' } });
  });

  it('keeps as many of like events as its rule says, however many race', async () => {
    await register('shop.report.opened', { dedup: { rule: 'once_per', key: 'order_id' } });
    const racers = await Promise.all(Array.from({ length: 8 }, () => send('shop.report.opened', { order_id: 'r1' })));
    expect(racers.filter(({ result }) => result === 'accepted')).toHaveLength(1);
    expect(racers.filter(({ result }) => result === 'deduplicated')).toHaveLength(7);
    const long = 'x'.repeat(40);
    expect(await send('shop.report.opened', { order_id: long })).toMatchObject({ result: 'accepted' });
    await register('shop.page.seen', { schema: undefined, dedup: { rule: 'once_a_session', minutes: 5 } });
    expect(await send('shop.page.seen', {})).toMatchObject({ reason: expect.stringMatching(/sessionId/) });
    expect(await send('shop.page.seen', {}, { session_id: 's' })).toMatchObject({ result: 'accepted' });
    expect(await send('shop.page.seen', {}, { session_id: 's' })).toMatchObject({ result: 'deduplicated' });
    expect(await send('shop.page.seen', {}, { session_id: 's', occurred_at: '2026-03-04T14:55:00Z' })).toMatchObject({
      result: 'accepted',
    });
  });

  it('is metered when it says so, and taken for as many days', async () => {
    await register('shop.tick', { retention: 'metered', schema: undefined });
    const batches = () =>
      world.cypher<{ n: number }>(
        "MATCH (r:Receipt {tenantId: $tenantId, step: 'INGEST_EVENTS'}) RETURN count(r) AS n",
      );
    const [before] = await batches();
    expect(await send('shop.tick', { n: 1 })).toMatchObject({ result: 'accepted' });
    expect(await batches()).toEqual([before]);
    expect(await send('shop.tick', { n: 1 }, { occurred_at: '2026-01-27T15:00:00Z' })).toMatchObject({
      reason: expect.stringMatching(/35 days/),
    });
    expect(
      await register('shop.tock', { retention: 'metered', dedup: { rule: 'at_most_a_day', most: 3 } }),
    ).toMatchObject({
      fields: [{ path: 'dedup', message: 'of what is metered, each is kept' }],
    });
  });

  it('is sent by browsers only when it says so', async () => {
    await register('shop.seen', { schema: undefined, fromBrowsers: true });
    const ae = await world.as('ae');
    const tell = (type: string) =>
      ae.mutate(
        'recordEvents',
        { events: [{ externalId: type, source: 'page', type, metadata: { order_id: 'x' } }] },
        '... on EventsRecorded { results { result typeVersion reason } }',
      );
    expect(await tell('shop.seen')).toMatchObject({ results: [{ result: 'accepted', typeVersion: 1 }] });
    expect(await tell('shop.order.placed')).toMatchObject({ results: [{ result: 'rejected' }] });
  });

  it.each<[string, object, string]>([
    ['shop_order', {}, 'name'],
    ['stripe.mine', {}, 'name'],
    ['Shop.Order', {}, 'name'],
    ['a.b', { schema: { type: 'object', properties: { a: { $ref: '#' } } } }, 'schema.properties.a.$ref'],
    ['a.b', { dedup: { rule: 'once_per' } }, 'dedup.key'],
    ['a.b', { dedup: { rule: 'each', most: 3 } }, 'dedup.most'],
    ['a.b', { dedup: { rule: 'once_per', key: 'value' } }, 'dedup.key'],
  ])('cannot be %s %j', async (name, rest, path) => {
    expect(await register(name, rest)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });

  it('is retired, unless a meter reads it, and may begin anew', async () => {
    await register('shop.gone');
    const meter = { name: 'gone', eventType: 'shop.gone', aggregation: 'SUM', valuePath: 'metadata.value' };
    expect(await admin.mutate('declareMeter', meter, '... on MeterDeclared { version }')).toMatchObject({ version: 1 });
    expect(await retire('shop.gone')).toMatchObject({ message: expect.stringMatching(/is read by gone/) });
    expect(await register('shop.gone', { schema: { type: 'object' } })).toMatchObject({ fields: [{ path: 'schema' }] });
    await admin.mutate('retireMeter', { name: 'gone' }, '');
    expect(await retire('shop.gone')).toMatchObject({ version: 1 });
    expect(await retire('shop.gone')).toMatchObject({ __typename: 'NotFound' });
    expect(await send('shop.gone', { order_id: 'g' })).toMatchObject({ result: 'rejected' });
    expect(await register('shop.gone')).toMatchObject({ version: 2, isNew: true });
  });

  it('is registered by admins, with a receipt each time something changed', async () => {
    const steps = await world.cypher<{ n: number }>(
      "MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:event-catalogue'}) RETURN count(r) AS n",
    );
    const nodes = await world.cypher<{ types: number; meters: number; retired: number }>(
      `MATCH (t:EventType {tenantId: $tenantId})
       RETURN count(t) AS types, sum(CASE t.state WHEN 'RETIRED' THEN 1 ELSE 0 END) AS retired,
         COUNT { MATCH (m:Meter {tenantId: $tenantId}) } AS meters`,
    );
    const { types = 0, meters = 0, retired = 0 } = nodes[0] ?? {};
    // One for each version, and one for each end that is not the next version's.
    expect(Number(steps[0]?.n)).toBe(Number(types) + 2 * Number(meters) + Number(retired));
    const ae = await world.as('ae');
    const { errors } = await ae.graphql(
      'mutation { registerEventType(input: {name: "x.y", category: module}) { __typename } }',
    );
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('is seen beside the catalogue, page by page', async () => {
    const names: string[] = [];
    for (let after: string | null = null; ; ) {
      const { eventTypes }: { eventTypes: TypePage } = await admin.ask(
        'query($after: String) { eventTypes(first: 10, after: $after) { edges { node { name version schema senders } } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      names.push(...eventTypes.edges.map(({ node }) => node.name));
      after = eventTypes.pageInfo.endCursor;
      if (!eventTypes.pageInfo.hasNextPage) break;
    }
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(['upgrade_click', 'api_call', 'shop.order.placed', 'stripe.*']));
    expect(new Set(names).size).toBe(names.length);
    const { eventType } = await admin.ask('{ eventType(name: "chat_message") { retention schema version } }');
    expect(eventType).toMatchObject({
      retention: 'metered',
      version: null,
      schema: { properties: { direction: { enum: ['sent', 'received'] } } },
    });
  });
});
