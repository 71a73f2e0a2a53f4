import { describe, expect, it } from '@jest/globals';
import { listMeters } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const admin = await world.as('admin');
const OUTCOME = '... on MeterDeclared { version isNew } ... on InvalidInput { fields { path message } }';
const declare = (meter: object) => admin.mutate('declareMeter', meter, OUTCOME);

describe('a meter', () => {
  it('is declared over a type of the catalogue, in versions that never change', async () => {
    const spent = { name: 'spent', eventType: 'api_call', aggregation: 'SUM', valuePath: 'metadata.cost_nano_usd' };
    expect(await declare(spent)).toMatchObject({ version: 1, isNew: true });
    expect(await declare(spent)).toMatchObject({ version: 1, isNew: false });
    const groupBy = ['metadata.model', 'metadata.token_kind', 'userId', 'metadata.api_key'];
    expect(await declare({ ...spent, groupBy, mostGroups: 50 })).toMatchObject({ version: 2, isNew: true });
    const meters = await listMeters(world.composition, world.tenantId);
    expect(meters.find(({ name }) => name === 'spent')).toEqual({
      name: 'spent',
      version: 2,
      eventTypes: ['api_call'],
      aggregation: 'SUM',
      valuePath: 'metadata.cost_nano_usd',
      groupBy,
      mostGroups: 50,
    });
  });

  it('is declared over a type of one’s own, and of what Stripe tells', async () => {
    await admin.mutate(
      'registerEventType',
      {
        name: 'shop.order',
        category: 'module',
        schema: {
          type: 'object',
          properties: { buyer: { type: 'object', properties: { id: { type: 'string' } } }, size: { enum: ['s', 'm'] } },
        },
      },
      '',
    );
    const unique = { name: 'buyers', eventType: 'shop.order', aggregation: 'UNIQUE', valuePath: 'metadata.buyer.id' };
    expect(await declare({ ...unique, groupBy: ['metadata.size'] })).toMatchObject({ version: 1 });
    const paid = { name: 'paid', eventType: 'stripe.invoice.paid', aggregation: 'SUM', valuePath: 'amount' };
    expect(await declare(paid)).toMatchObject({ fields: [{ path: 'groupBy' }] });
    expect(await declare({ ...paid, groupBy: ['asset'] })).toMatchObject({ version: 1 });
  });

  it.each<[string, object, string, RegExp]>([
    ['of no type', { eventType: 'api_cal' }, 'eventType', /catalogue/],
    ['of another tenant’s type', { eventType: 'other.type' }, 'eventType', /catalogue/],
    ['of what receipts tell', { eventType: 'decision_seat_blocked' }, 'eventType', /receipts/],
    ['of a word that the schema does not name', { valuePath: 'metadata.token' }, 'valuePath', /did you mean "tokens"/],
    ['of a text', { valuePath: 'metadata.model' }, 'valuePath', /no number/],
    ['of no path', { valuePath: 'tokens' }, 'valuePath', /neither/],
    ['of a count of something', { aggregation: 'COUNT' }, 'valuePath', /unless events are counted/],
    ['of a sum of nothing', { valuePath: null }, 'valuePath', /what is measured/],
    ['by too much', { groupBy: ['userId', 'source', 'asset', 'sessionId', 'workspaceId'] }, 'groupBy', /at most 4/],
    ['by without end', { mostGroups: 1_000_000 }, 'mostGroups', /10000|10,000/],
    ['by amounts', { groupBy: ['amount'] }, 'groupBy.0', /told apart/],
    ['called as one of ours', { name: 'tokens' }, 'name', /meter of the product/],
  ])('%s is refused', async (_, rest, path, message) => {
    const meter = { name: 'm', eventType: 'api_call', aggregation: 'SUM', valuePath: 'metadata.tokens', ...rest };
    expect(await declare(meter)).toMatchObject({ fields: [{ path, message: expect.stringMatching(message) }] });
  });

  it('stands beside the product’s own, which measure what quotas count', async () => {
    const { meters } = await admin.ask(
      '{ meters { edges { node { name version eventTypes aggregation valuePath groupBy mostGroups } } } }',
    );
    const nodes = meters.edges.map(({ node }: { node: { name: string } }) => node);
    expect(nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'tokens', version: null, aggregation: 'SUM', valuePath: 'metadata.tokens' }),
        expect.objectContaining({ name: 'api_calls', eventTypes: ['api_call'], aggregation: 'COUNT' }),
        expect.objectContaining({ name: 'spent', version: 2 }),
      ]),
    );
    expect(await admin.mutate('retireMeter', { name: 'tokens' }, '')).toMatchObject({ __typename: 'NotFound' });
    expect(await admin.mutate('retireMeter', { name: 'spent' }, '')).toMatchObject({ __typename: 'MeterRetired' });
    expect(await declare({ name: 'spent', eventType: 'search', aggregation: 'COUNT' })).toMatchObject({ version: 3 });
  });

  it('of whoever declares at once has one version each, without a gap', async () => {
    const caps = [1, 2, 3, 4, 5];
    const made = await Promise.all(
      caps.map((mostGroups) => declare({ name: 'raced', eventType: 'search', aggregation: 'COUNT', mostGroups })),
    );
    expect(made.map(({ version }) => version).sort()).toEqual(caps);
    const active = (await listMeters(world.composition, world.tenantId)).filter(({ name }) => name === 'raced');
    expect(active.map(({ version }) => version)).toEqual([5]);
  });
});
