import { systemCaller } from '../kernel/caller.js';
import type { NotFound, Outcome } from '../kernel/outcomes.js';
import { change, isThere, lockEndpoint } from './change-endpoint.js';
import type { NotificationsRuntime } from './runtime.js';
import type { DisabledReason } from './webhook-endpoint.js';

interface WebhookGivenUp extends Outcome {
  __typename: 'WebhookGivenUp';
}

/** The product gives up on an endpoint that is gone or that nothing reaches. One that was changed meanwhile is left as it is. */
export async function disableWebhookEndpoint(
  runtime: NotificationsRuntime,
  tenantId: string,
  { id: endpointId, version }: { id: string; version: number },
  disabledReason: DisabledReason,
): Promise<void> {
  const caller = systemCaller(tenantId, 'deliver-webhooks');
  const command = { endpointId, disabledReason };
  const spec = { caller, action: 'disableWebhookEndpoint', command };
  await runtime.unitOfWork.write<WebhookGivenUp | NotFound>(spec, async (step) => {
    const found = await lockEndpoint(step, endpointId);
    if (!isThere(found)) return found;
    if (found.endpoint.version === version && found.endpoint.status === 'ACTIVE')
      change(step, 'DISABLE_WEBHOOK', found.endpoint, { status: 'DISABLED', disabledReason });
    return { __typename: 'WebhookGivenUp' };
  });
}
