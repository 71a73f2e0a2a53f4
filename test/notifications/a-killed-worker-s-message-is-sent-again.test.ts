import { describe, expect, it } from '@jest/globals';
import { ProductProcess } from '../resilience/processes.js';
import { Receiver } from './receiver.js';
import { accounts, deliveries, subscribe, sweepAfter, webhookWorld } from './subscribed.js';

const world = await webhookWorld();

describe('a worker that is killed after it sent a message and before it noted that', () => {
  it('is followed by another, which sends it again under the same id', async () => {
    await world.settle();
    const receiver = await Receiver.open();
    const gone = await Receiver.open();
    const { endpointId } = await subscribe(world, gone.url);
    const point = (url: string) =>
      world.cypher('MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId}) SET e.url = $url', {
        endpointId,
        url,
      });
    await gone.down();
    await accounts(world, 2);
    await world.settle();
    await point(receiver.url);

    const got = new Promise<void>((resolve) => {
      receiver.behaves = () => resolve();
    });
    const environment = { WEBHOOKS_ALLOW_PRIVATE: 'true', REDIS_PREFIX: world.composition.config.redis.prefix };
    const due = [
      'MATCH (l:WebhookLine {tenantId: $tenantId, endpointId: $endpointId}) SET l.pausedUntil = null',
      { endpointId },
    ];
    await world.cypher(...(due as [string, object & Record<string, unknown>]));
    const worker = ProductProcess.start('../notifications/worker-that-dies.mjs', environment, [
      world.tenantId,
      endpointId,
    ]);
    await got;
    worker.tell('SIGKILL');
    expect(await worker.ended).toMatchObject({ signal: 'SIGKILL' });

    receiver.behaves = 204;
    await sweepAfter(world, { minutes: 1 });
    expect(receiver.received).toHaveLength(1);
    // Its hold ends by the database's clock, thirty seconds later.
    await world.cypher('MATCH (l:WebhookLine {tenantId: $tenantId, endpointId: $endpointId}) SET l.heldUntil = 0', {
      endpointId,
    });
    await sweepAfter(world, { minutes: 1 });
    const [first, again, second] = receiver.ids;
    expect(again).toBe(first);
    expect(second).not.toBe(first);
    expect(receiver.received).toHaveLength(3);
    expect(await deliveries(await world.as('admin'), endpointId)).toMatchObject([
      { receiptId: first, status: 'DELIVERED' },
      { receiptId: second, status: 'DELIVERED', attempts: 1 },
    ]);
  }, 60_000);
});
