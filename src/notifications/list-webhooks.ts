import {
  webhookDeliveriesList,
  webhookDeliveriesListByStatus,
  webhookEndpointsList,
} from '../../cypher/generated/notifications.js';
import type { WebhookDeliveryRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/** After every instant that there is: the newest first page. */
const LAST = '9999';

export type WebhookDelivery = WebhookDeliveryRow;

/** Endpoints, newest first, disabled ones too; never a secret. */
export async function listWebhookEndpoints(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { before, limit }: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<WebhookEndpoint[]> {
  const page = { beforeAt: before?.createdAt ?? LAST, beforeId: before?.id ?? '', limit };
  return (await graph.read(webhookEndpointsList, tenantId, page)).map(({ endpoint }) => endpoint as WebhookEndpoint);
}

/** What became of telling an endpoint, the latest in the log first; of one state when that is named. */
export async function listWebhookDeliveries(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { endpointId, status, before, limit }: { endpointId: string; status: string | null; before: number; limit: number },
): Promise<WebhookDelivery[]> {
  const page = { endpointId, before, limit };
  const rows = status
    ? await graph.read(webhookDeliveriesListByStatus, tenantId, { ...page, status })
    : await graph.read(webhookDeliveriesList, tenantId, page);
  return rows.map(({ delivery }) => delivery);
}
