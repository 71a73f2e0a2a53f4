import { webhookEndpointLock, webhookEndpointUpdate } from '../../cypher/generated/notifications.js';
import { type NotFound, notFound } from '../kernel/outcomes.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';
import { endpointSnapshot, FOR_GOOD, type WebhookEndpoint } from './webhook-endpoint.js';

/** A locked endpoint, and how many receipts its tenant's log holds. */
export interface LockedEndpoint {
  endpoint: WebhookEndpoint;
  size: number;
}

/** Locks an endpoint behind its chain. */
export async function lockEndpoint(step: WriteStep, endpointId: string): Promise<LockedEndpoint | NotFound> {
  const locked = await step.lock(webhookEndpointLock, { heads: [adminChain(endpointId)], endpointId });
  return locked ? { endpoint: locked.endpoint as WebhookEndpoint, size: locked.size } : notFound('webhook endpoint');
}

export const isThere = (found: LockedEndpoint | NotFound): found is LockedEndpoint => 'endpoint' in found;

/** Stores what a locked endpoint has become, and leaves its receipt. */
export function change(
  step: WriteStep,
  workflowStep: 'UPDATE_WEBHOOK' | 'DISABLE_WEBHOOK' | 'ROTATE_SECRET',
  before: WebhookEndpoint,
  changes: Partial<WebhookEndpoint>,
): WebhookEndpoint {
  const endpoint = { ...before, ...changes, version: before.version + 1 };
  const pausedUntil = endpoint.status === 'ACTIVE' ? null : FOR_GOOD;
  step.write(webhookEndpointUpdate, { endpoint, pausedUntil, at: step.now });
  step.receipt({
    workflow: adminChain(endpoint.id).id,
    step: workflowStep,
    outcome: 'ALLOWED',
    resource: { type: 'WebhookEndpoint', id: endpoint.id, version: endpoint.version },
    business: { snapshot: [endpointSnapshot(endpoint)] },
  });
  return endpoint;
}
