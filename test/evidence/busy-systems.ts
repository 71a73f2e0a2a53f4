import { createWebhookEndpoint, setMailPreference } from '../../src/notifications/index.js';
import { connectSystem } from '../../src/usage/index.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** Systems that tell us, programs that are told, and somebody who wants no mail. */
export async function systems(world: World): Promise<void> {
  const { composition } = world;
  const admin = world.caller('admin');
  const stripe = { system: 'stripe', secret: 'whsec_c2VjcmV0LW9mLXN0cmlwZQ' };
  await did('SystemConnected', connectSystem(composition, admin, stripe));
  await did('SystemConnected', connectSystem(composition, admin, { ...stripe, secret: `${stripe.secret}Mg` }));
  // Of a step that does not happen here: nobody is called.
  const listener = { url: 'http://127.0.0.1:9/hook', steps: ['CREATE_TENANT'] };
  await did('WebhookEndpointCreated', createWebhookEndpoint(composition, admin, listener));
  await did('MailPreferenceSet', setMailPreference(composition, world.caller('ae'), { approvals: false }));
}
