import { beforeAll, describe, expect, it } from '@jest/globals';
import { Receiver } from './receiver.js';
import { accounts, deliveries, endpoint, stepsOf, subscribe, sweepAfter, webhookWorld } from './subscribed.js';

const world = await webhookWorld();

describe('a webhook receiver', () => {
  beforeAll(async () => {
    await world.settle();
  });

  const told = async (count: number) => {
    await accounts(world, count);
    await world.settle();
  };
  const disable = async (endpointId: string) =>
    (await world.as('admin')).mutate('updateWebhookEndpoint', { endpointId, status: 'DISABLED' }, '');

  it('that is down gets all of it, in order, when it is up again; meanwhile one delivery waits', async () => {
    const receiver = await Receiver.open();
    const { endpointId } = await subscribe(world, receiver.url);
    await receiver.down();
    await told(3);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([
      { status: 'RETRYING', attempts: 1, answer: null, failure: 'UNREACHABLE' },
    ]);
    for (const minutes of [1, 2, 15]) await sweepAfter(world, { minutes });
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([{ status: 'RETRYING', attempts: 4 }]);
    await receiver.up();
    await sweepAfter(world, { hours: 2 });
    expect(receiver.received).toHaveLength(3);
    expect(receiver.positions).toEqual([...receiver.positions].sort((a, b) => a - b));
    expect((await deliveries(await world.as('admin'), endpointId)).map(({ status }) => status)).toEqual(
      Array(3).fill('DELIVERED'),
    );
    await disable(endpointId);
  });

  it('that does not take one message gets the others, after three tries of it', async () => {
    const receiver = await Receiver.open();
    const { endpointId } = await subscribe(world, receiver.url);
    let poison = '';
    receiver.behaves = ({ id }, response) => {
      poison ||= id;
      response.writeHead(id === poison ? 500 : 204).end();
    };
    await told(3);
    expect(receiver.received).toHaveLength(1);
    await sweepAfter(world, { ms: 6_000 });
    expect(receiver.received).toHaveLength(2);
    await sweepAfter(world, { minutes: 1 });
    expect(receiver.ids).toEqual([poison, poison, poison, receiver.ids[3], receiver.ids[4]]);
    expect(new Set(receiver.ids).size).toBe(3);
    await told(1);
    expect(new Set(receiver.ids).size).toBe(4);
    for (const hours of [1, 2, 5, 11, 13]) await sweepAfter(world, { hours });
    expect(await deliveries(await world.as('admin'), endpointId, 'DEAD')).toMatchObject([
      { receiptId: poison, attempts: 8, answer: 500, failure: 'NOT_ACCEPTED', nextAt: null },
    ]);
    await disable(endpointId);
  });

  it('that hangs is given up after ten seconds, and holds up nobody else', async () => {
    const hanging = await Receiver.open(() => undefined);
    const quick = await Receiver.open();
    const { endpointId } = await subscribe(world, hanging.url);
    const other = await subscribe(world, quick.url);
    const begun = Date.now();
    let quickAfter = Number.POSITIVE_INFINITY;
    quick.behaves = (_, response) => {
      quickAfter = Date.now() - begun;
      response.writeHead(204).end();
    };
    await told(1);
    expect(quickAfter).toBeLessThan(5_000);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([{ failure: 'TIMEOUT', answer: null }]);
    await disable(endpointId);
    await disable(other.endpointId);
  }, 40_000);

  it('that redirects is not followed', async () => {
    const elsewhere = await Receiver.open();
    const receiver = await Receiver.open((_, response) => {
      response.writeHead(307, { location: elsewhere.url }).end();
    });
    const { endpointId } = await subscribe(world, receiver.url);
    await told(1);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([{ answer: 307, failure: 'REDIRECT' }]);
    expect(elsewhere.received).toEqual([]);
    await disable(endpointId);
  });

  it('that answers without end is cut off', async () => {
    const receiver = await Receiver.open((_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.writable && response.write('x'.repeat(16_384))) {}
      };
      response.on('drain', pour);
      pour();
    });
    const { endpointId } = await subscribe(world, receiver.url);
    await told(1);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([{ answer: 200, status: 'DELIVERED' }]);
    await disable(endpointId);
  });

  it('that asks to be left alone is', async () => {
    const receiver = await Receiver.open((_, response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end();
    });
    const { endpointId } = await subscribe(world, receiver.url);
    await told(1);
    await sweepAfter(world, { minutes: 50 });
    expect(receiver.received).toHaveLength(1);
    receiver.behaves = 204;
    await sweepAfter(world, { minutes: 11 });
    expect(receiver.received).toHaveLength(2);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    await disable(endpointId);
  });

  it('that says it is gone is told no more, with a receipt', async () => {
    const receiver = await Receiver.open(410);
    const { endpointId } = await subscribe(world, receiver.url);
    await told(1);
    expect(await endpoint(await world.as('admin'), endpointId)).toMatchObject({
      status: 'DISABLED',
      disabledReason: 'GONE',
    });
    await told(1);
    expect(receiver.received).toHaveLength(1);
    expect(await stepsOf(world, endpointId)).toEqual(['CREATE_WEBHOOK', 'DISABLE_WEBHOOK']);
  });

  it('that nothing reaches for five days is told no more, with a receipt', async () => {
    const receiver = await Receiver.open(500);
    const { endpointId } = await subscribe(world, receiver.url);
    await told(2);
    for (let days = 0; days < 6; days++) await sweepAfter(world, { days: 1, minutes: 1 });
    expect(await endpoint(await world.as('admin'), endpointId)).toMatchObject({
      status: 'DISABLED',
      disabledReason: 'FAILING',
    });
    const tried = receiver.received.length;
    await sweepAfter(world, { days: 2 });
    expect(receiver.received).toHaveLength(tried);
    expect(await stepsOf(world, endpointId)).toEqual(['CREATE_WEBHOOK', 'DISABLE_WEBHOOK']);
  });

  it('that answered and forgot gets it all again from a cursor on, under the same ids', async () => {
    const receiver = await Receiver.open();
    const { endpointId } = await subscribe(world, receiver.url);
    await told(3);
    const first = [...receiver.ids];
    receiver.received.length = 0;
    const replay = async (fromCursor: number) =>
      (await world.as('admin')).mutate('replayWebhooks', { endpointId, fromCursor }, '... on InvalidInput { message }');
    const [, second = 0] = (await deliveries(await world.as('admin'), endpointId)).map(({ leafIndex }) => leafIndex);
    expect(await replay(second)).toMatchObject({ __typename: 'WebhooksReplayed' });
    await sweepAfter(world, { ms: 0 });
    expect(receiver.ids).toEqual(first.slice(1));
    expect(await replay(0)).toMatchObject({ __typename: 'WebhooksReplayed' });
    await sweepAfter(world, { ms: 0 });
    expect(receiver.ids.slice(-3)).toEqual(first);
    expect(await replay(1_000_000)).toMatchObject({ __typename: 'InvalidInput' });
    await disable(endpointId);
    expect(await replay(0)).toMatchObject({ __typename: 'InvalidInput' });
  });
});
