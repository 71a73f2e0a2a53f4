import { webhookEndpointsFindActive } from '../../cypher/generated/notifications.js';
import { webhookLinesFindDue } from '../../cypher/generated/system.js';
import type { SealedReceipt } from '../evidence/index.js';
import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';

/** An endpoint that is to be told of something. */
export interface DueWebhook {
  tenantId: string;
  endpointId: string;
}

/** Which endpoints subscribe to what was sealed just now. */
export async function webhooksOf(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  receipts: SealedReceipt[],
): Promise<DueWebhook[]> {
  const endpoints = await graph.read(webhookEndpointsFindActive, tenantId, {});
  const steps = new Set(receipts.map(({ step }) => step));
  return endpoints
    .filter((endpoint) => endpoint.steps.some((step) => steps.has(step)))
    .map(({ id }) => ({ tenantId, endpointId: id }));
}

/** Every endpoint, of all tenants, whose log has grown or whose next try is due: whatever a lost job or a killed worker left. */
export const dueWebhooks = ({ graph, clock }: Pick<Runtime, 'graph' | 'clock'>): Promise<DueWebhook[]> =>
  graph.readSystem(webhookLinesFindDue, { now: instantNow(clock) });
