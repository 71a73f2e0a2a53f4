import { deliverWebhooks, dueWebhooks } from '../../src/notifications/index.js';
import type { Client } from '../kit/client.js';
import { createWorld, type World } from '../kit/world.js';

/** A world whose endpoints may be on this machine. */
export const webhookWorld = (): Promise<World> => createWorld({ environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });

/** Subscribes an address to new accounts, as the admin. */
export async function subscribe(world: World, url: string, steps = ['CREATE_ACCOUNT']) {
  const admin = await world.as('admin');
  const made = await admin.mutate('createWebhookEndpoint', { url, steps }, SELECTION);
  if (made.__typename !== 'WebhookEndpointCreated') throw new Error(JSON.stringify(made));
  return made as { endpointId: string; secret: string };
}

const SELECTION = '... on WebhookEndpointCreated { endpointId secret } ... on InvalidInput { message }';

/** Adds accounts, one after the other: each leaves one CREATE_ACCOUNT. */
export async function accounts(world: World, count: number): Promise<void> {
  const ae = await world.as('ae');
  for (let i = 0; i < count; i++) {
    const made = await ae.mutate('createAccount', { name: `Account ${i}` }, '... on InvalidInput { message }');
    if (made.__typename !== 'AccountCreated') throw new Error(JSON.stringify(made));
  }
}

/** Moves the clock and tells whom it is time to tell, as the sweep does every ten seconds. */
export async function sweepAfter(
  world: World,
  moved: { days?: number; hours?: number; minutes?: number; ms?: number },
) {
  world.clock.advance(moved);
  for (const due of await dueWebhooks(world.composition))
    if (due.tenantId === world.tenantId) await deliverWebhooks(world.composition, due);
}

/** An endpoint's deliveries, in log order, as the API shows them. */
export async function deliveries(client: Client, endpointId: string, status: string | null = null) {
  const query = `query($id: ID!, $status: WebhookDeliveryStatus) { webhookDeliveries(endpointId: $id, status: $status) {
    edges { node { receiptId leafIndex step status attempts answer failure nextAt } } } }`;
  const data = await client.ask(query, { id: endpointId, status });
  return data.webhookDeliveries.edges.map(({ node }: { node: unknown }) => node).reverse() as {
    receiptId: string;
    leafIndex: number;
    status: string;
    attempts: number;
    answer: number | null;
    failure: string | null;
    nextAt: string | null;
  }[];
}

/** An endpoint as the API shows it. */
export async function endpoint(client: Client, endpointId: string) {
  const data = await client.ask(
    '{ webhookEndpoints { edges { node { id url steps status disabledReason generation version } } } }',
  );
  return data.webhookEndpoints.edges.map(({ node }: any) => node).find(({ id }: { id: string }) => id === endpointId);
}

/** Names of a tenant's receipts about one thing, in order. */
export const stepsOf = async (world: World, resourceId: string): Promise<string[]> =>
  (
    await world.cypher<{ step: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, resourceId: $resourceId}) WHERE r.createdAt > ''
       RETURN r.step AS step ORDER BY r.workflowSeq`,
      { resourceId },
    )
  ).map(({ step }) => step);
