import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { Receiver } from './receiver.js';
import { accounts, deliveries, endpoint, stepsOf, subscribe, webhookWorld } from './subscribed.js';

const world = await webhookWorld();

describe('a webhook endpoint', () => {
  let admin: Client;
  beforeAll(async () => {
    admin = await world.as('admin');
    await world.settle();
  });

  it('is told of the steps that it asked for, once each, in the order of the log', async () => {
    const receiver = await Receiver.open();
    const { endpointId } = await subscribe(world, receiver.url);
    await accounts(world, 3);
    await world.settle();
    expect(receiver.received).toHaveLength(3);
    expect(receiver.positions).toEqual([...receiver.positions].sort((a, b) => a - b));
    const receipts = await world.cypher<{ id: string; leafIndex: number }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'CREATE_ACCOUNT'}) WHERE r.createdAt > ''
       RETURN r.id AS id, r.leafIndex AS leafIndex ORDER BY leafIndex`,
    );
    expect(receiver.ids).toEqual(receipts.map(({ id }) => id));
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
      type: 'CREATE_ACCOUNT',
      timestamp: expect.any(String),
      data: {
        receipt_id: receipts[0]?.id,
        tenant_id: world.tenantId,
        workflow_step: 'CREATE_ACCOUNT',
        outcome: 'ALLOWED',
        workflow_id: expect.stringMatching(/^admin:/),
        workflow_kind: 'admin',
        resource: { type: 'Account', id: expect.any(String) },
        subject_id: world.id('ae'),
        log_position: receipts[0]?.leafIndex,
      },
    });
    const delivered = { status: 'DELIVERED', attempts: 1, answer: 204, failure: null, nextAt: null };
    expect(await deliveries(admin, endpointId)).toMatchObject([delivered, delivered, delivered]);
  });

  it('can check what it is sent with any library of Standard Webhooks', async () => {
    const receiver = await Receiver.open();
    const { secret } = await subscribe(world, receiver.url);
    await accounts(world, 1);
    await world.settle();
    const [got] = receiver.received;
    const nowSeconds = Math.floor(world.clock.now() / 1000);
    expect(got?.headers['webhook-timestamp']).toBe(String(nowSeconds));
    expect(isSigned(secret, got)).toBe(true);
    expect(isSigned(secret, got && { ...got, body: `${got.body} ` })).toBe(false);
    expect(isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, got)).toBe(false);
  });

  it('is signed for with both secrets for a day after it got a new one', async () => {
    const receiver = await Receiver.open();
    const { endpointId, secret } = await subscribe(world, receiver.url);
    const selection = '... on WebhookSecretRotated { generation secret previousUntil }';
    const key = { endpointId, idempotencyKey: 'rotation' };
    const rotated = await admin.mutate('rotateWebhookSecret', key, selection);
    expect(rotated).toMatchObject({ generation: 2, secret: expect.stringMatching(/^whsec_/) });
    expect(rotated.secret).not.toBe(secret);
    expect(await admin.mutate('rotateWebhookSecret', key, selection)).toEqual({ ...rotated, secret: null });
    await accounts(world, 1);
    await world.settle();
    expect([secret, rotated.secret].map((one) => isSigned(one, receiver.received.at(-1)))).toEqual([true, true]);
    world.clock.advance({ hours: 25 });
    await accounts(world, 1);
    await world.settle();
    admin = await world.as('admin');
    expect([secret, rotated.secret].map((one) => isSigned(one, receiver.received.at(-1)))).toEqual([false, true]);
    expect(await stepsOf(world, endpointId)).toEqual(['CREATE_WEBHOOK', 'ROTATE_SECRET']);
  });

  it('shows its secret once, and keeps it nowhere', async () => {
    const input = { url: 'http://127.0.0.1:9/', steps: ['CREATE_ACCOUNT'], idempotencyKey: 'once' };
    const selection = '... on WebhookEndpointCreated { endpointId secret }';
    const made = await admin.mutate('createWebhookEndpoint', input, selection);
    expect(made.secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(await admin.mutate('createWebhookEndpoint', input, selection)).toEqual({ ...made, secret: null });
    const [row] = await world.cypher('MATCH (n {tenantId: $tenantId}) RETURN collect(properties(n)) AS all');
    expect(JSON.stringify(row.all)).not.toContain(made.secret.slice(6, 40));
    await admin.mutate('updateWebhookEndpoint', { endpointId: made.endpointId, status: 'DISABLED' }, '');
  });

  it('is tried out with a message of its own, disabled or not', async () => {
    const receiver = await Receiver.open(202);
    const { endpointId, secret } = await subscribe(world, receiver.url);
    const selection = '... on WebhookTested { answer failure } ... on NotFound { message }';
    const test = () => admin.mutate('testWebhookEndpoint', { endpointId }, selection);
    expect(await test()).toMatchObject({ answer: 202, failure: null });
    receiver.behaves = 500;
    await admin.mutate('updateWebhookEndpoint', { endpointId, status: 'DISABLED' }, '');
    expect(await test()).toMatchObject({ answer: 500, failure: 'NOT_ACCEPTED' });
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['TEST_WEBHOOK', 'TEST_WEBHOOK']);
    expect(isSigned(secret, receiver.received[0])).toBe(true);
    expect(await admin.mutate('testWebhookEndpoint', { endpointId: world.tenantId }, selection)).toMatchObject({
      __typename: 'NotFound',
    });
  });

  it('is told nothing while it is disabled, and what it missed when it is enabled again', async () => {
    const receiver = await Receiver.open();
    const { endpointId } = await subscribe(world, receiver.url);
    const update = (status: string) =>
      admin.mutate('updateWebhookEndpoint', { endpointId, status }, '... on WebhookEndpointUpdated { status }');
    expect(await update('DISABLED')).toMatchObject({ status: 'DISABLED' });
    expect(await endpoint(admin, endpointId)).toMatchObject({ status: 'DISABLED', disabledReason: 'BY_ADMIN' });
    await accounts(world, 2);
    await world.settle();
    expect(receiver.received).toEqual([]);
    expect(await update('ACTIVE')).toMatchObject({ status: 'ACTIVE' });
    await accounts(world, 1);
    await world.settle();
    expect(receiver.received).toHaveLength(3);
    expect(await stepsOf(world, endpointId)).toEqual(['CREATE_WEBHOOK', 'DISABLE_WEBHOOK', 'UPDATE_WEBHOOK']);
  });

  it('is what its receipts tell', async () => {
    await world.settle();
    expect(await findingsOf(world)).toEqual([]);
    await world.cypher(
      `MATCH (e:WebhookEndpoint {tenantId: $tenantId}) WITH e LIMIT 1 SET e.url = 'https://evil.example/'`,
    );
    expect(await findingsOf(world)).toMatchObject([
      { kind: 'differs', property: 'url', node: { label: 'WebhookEndpoint' } },
    ]);
  });
});

/** Whether a library that is not ours accepts a message. */
function isSigned(secret: string, got: Receiver['received'][number] | undefined): boolean {
  const realNow = Date.now;
  Date.now = () => world.clock.now();
  try {
    new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  } finally {
    Date.now = realNow;
  }
}
