import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { Receiver } from './receiver.js';
import { accounts, deliveries, subscribe, sweepAfter } from './subscribed.js';

const world = await createWorld();
const other = await createWorld();
const STEPS = ['CREATE_ACCOUNT'];

describe('an endpoint', () => {
  it.each([
    ['http://93.184.216.34/', 'must begin with https://'],
    ['ftp://93.184.216.34/', 'must begin with https://'],
    ['https://127.0.0.1/', 'leads to a private'],
    ['https://localhost/', 'leads to a private'],
    ['https://2130706433/', 'leads to a private'],
    ['https://0x7f.1/', 'leads to a private'],
    ['https://10.0.0.8/', 'leads to a private'],
    ['https://169.254.169.254/latest/meta-data/', 'leads to a private'],
    ['https://[::1]/', 'leads to a private'],
    ['https://[::ffff:10.0.0.1]/', 'leads to a private'],
    ['https://no-such-host.invalid/', 'cannot be found'],
    ['https://user:secret@93.184.216.34/', 'must not hold a user name or password'],
    ['no address', 'is not a URL'],
  ])('is not saved at %s', async (url, sentence) => {
    const admin = await world.as('admin');
    const outcome = await admin.mutate(
      'createWebhookEndpoint',
      { url, steps: STEPS },
      '... on InvalidInput { message }',
    );
    expect(outcome).toMatchObject({ __typename: 'InvalidInput', message: expect.stringContaining(sentence) });
  });

  it('needs a step that there is', async () => {
    const admin = await world.as('admin');
    for (const steps of [[], ['NO_STEP']]) {
      const input = { url: 'https://93.184.216.34/', steps };
      expect(await admin.mutate('createWebhookEndpoint', input, '')).toMatchObject({ __typename: 'InvalidInput' });
    }
  });

  it('whose name leads to our own network later is not called', async () => {
    const receiver = await Receiver.open();
    await world.settle();
    const { endpointId } = await subscribe(world, 'https://93.184.216.34/');
    for (const url of [receiver.url, receiver.url.replace('http:', 'https:'), 'https://localhost:1/']) {
      await world.cypher('MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId}) SET e.url = $url', {
        endpointId,
        url,
      });
      await accounts(world, 1);
      await world.settle();
      const all = await deliveries(await world.as('admin'), endpointId);
      expect(all.at(-1)).toMatchObject({ failure: 'ADDRESS_REFUSED', answer: null });
      await sweepAfter(world, { hours: 1 });
    }
    expect(receiver.received).toEqual([]);
  });

  it('of another tenant looks like not there', async () => {
    const { endpointId } = await subscribe(world, 'https://93.184.216.34/');
    const admin = await other.as('admin');
    for (const name of ['rotateWebhookSecret', 'testWebhookEndpoint', 'updateWebhookEndpoint'])
      expect(await admin.mutate(name, { endpointId }, '')).toMatchObject({ __typename: 'NotFound' });
    expect(await deliveries(admin, endpointId)).toEqual([]);
  });
});
