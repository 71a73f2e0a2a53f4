import type { QuotaTerms } from '../../src/entitlements/index.js';
import { QuotaJournal } from '../../src/entitlements/quota/journal.js';
import { keepQuotaJournal } from '../../src/entitlements/quota/keep-journal.js';
import { createWebhookEndpoint, setMailPreference } from '../../src/notifications/index.js';
import {
  connectSystem,
  declareMeter,
  reconcileUsage,
  registerEventType,
  retireEventType,
  retireMeter,
} from '../../src/usage/index.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** Systems that tell us, programs that are told, somebody who wants no mail, and a check that was decided without Redis. */
export async function systems(world: World): Promise<void> {
  const { composition } = world;
  const admin = world.caller('admin');
  const stripe = { system: 'stripe', secret: 'whsec_c2VjcmV0LW9mLXN0cmlwZQ' };
  await did('SystemConnected', connectSystem(composition, admin, stripe));
  await did('SystemConnected', connectSystem(composition, admin, { ...stripe, secret: `${stripe.secret}Mg` }));
  // Of a step that does not happen here: nobody is called.
  const listener = { url: 'http://127.0.0.1:9/hook', steps: ['CREATE_TENANT'] };
  await did('WebhookEndpointCreated', createWebhookEndpoint(composition, admin, listener));
  await withoutRedis(world);
  await did('MailPreferenceSet', setMailPreference(composition, world.caller('ae'), { approvals: false }));
  await definitions(world);
  await did('UsageReconciled', reconcileUsage(composition, world.tenantId));
}

/** Types of events and meters of the tenant's own: in force, replaced, and retired. */
async function definitions(world: World): Promise<void> {
  const { composition } = world;
  const admin = world.caller('admin');
  const order = {
    name: 'shop.order.placed',
    category: 'module',
    schema: { type: 'object', properties: { id: { type: 'string' } } },
  };
  await did('EventTypeRegistered', registerEventType(composition, admin, order));
  await did('EventTypeRegistered', registerEventType(composition, admin, { ...order, fromBrowsers: true }));
  const cart = { name: 'shop.cart.filled', category: 'plg', retention: 'metered' };
  await did('EventTypeRegistered', registerEventType(composition, admin, cart));
  await did('EventTypeRetired', retireEventType(composition, admin, { name: cart.name }));
  const orders = { name: 'orders', eventType: order.name, aggregation: 'UNIQUE', valuePath: 'metadata.id' };
  await did('MeterDeclared', declareMeter(composition, admin, orders));
  await did('MeterDeclared', declareMeter(composition, admin, { ...orders, groupBy: ['userId'] }));
  const calls = { name: 'calls', eventType: 'api_call', aggregation: 'COUNT' };
  await did('MeterDeclared', declareMeter(composition, admin, calls));
  await did('MeterRetired', retireMeter(composition, admin, { name: calls.name }));
}

/** One page of the journal that is settled, and one that waits to be. */
async function withoutRedis({ composition, tenantId, clock }: World): Promise<void> {
  const { degradedQuotas, quotaJournal } = composition;
  const terms: QuotaTerms = {
    ...{ tenantId, plan: 'enterprise', version: 'v1', zone: 'UTC', monthBegins: 1, quotas: [], grants: [] },
    ...{ announceAt: [], nearLimit: 8_000, withoutRedis: 'open' },
  };
  const check = () =>
    degradedQuotas.decide(terms, { subject: {}, amounts: { tokens: 5 }, mode: 'consume' }, clock.now(), null);
  check();
  await quotaJournal.run();
  if (quotaJournal.unfinished > 0) throw new Error('a page of the journal was not settled');
  const journal = new QuotaJournal();
  journal.letThrough(tenantId, { subject: {}, amounts: { tokens: 7 }, at: clock.now(), attempt: null }, null);
  for (const page of journal.turn()) await keepQuotaJournal(composition, page, 'a process that ended');
}
