import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { fields } from '../tenancy/index.js';
import { change, isThere, lockEndpoint } from './change-endpoint.js';
import type { NotificationsRuntime } from './runtime.js';
import { checkedAddress } from './webhook-address.js';
import { stepsField, type WebhookEndpoint } from './webhook-endpoint.js';

export interface WebhookEndpointUpdated extends Outcome {
  __typename: 'WebhookEndpointUpdated';
  endpointId: string;
  status: string;
}

const schema = z.strictObject({
  endpointId: fields.id,
  url: z.string().nullish(),
  steps: stepsField.nullish(),
  status: z.enum(['ACTIVE', 'DISABLED']).nullish(),
  idempotencyKey: fields.idempotencyKey,
});

/**
 * Changes an endpoint: what is left out stays. An endpoint that is told again is told what it missed; whatever is changed
 * ends a wait after a failure.
 */
export async function updateWebhookEndpoint(
  runtime: NotificationsRuntime,
  caller: Caller,
  input: unknown,
): Promise<WebhookEndpointUpdated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'updateWebhookEndpoint');
  const { idempotencyKey, ...command } = parsed.command;
  const address = command.url ? await checkedAddress(command.url, runtime.notifications.webhooks) : null;
  if (address && 'problem' in address) return invalidInput({ path: 'url', message: address.problem });
  const spec = { caller, action: 'updateWebhookEndpoint', command, idempotencyKey };
  return runtime.unitOfWork.write<WebhookEndpointUpdated | SharedOutcome>(spec, async (step) => {
    const found = await lockEndpoint(step, command.endpointId);
    if (!isThere(found)) return found;
    const { endpoint: before } = found;
    const status = command.status ?? before.status;
    const changes: Partial<WebhookEndpoint> = {
      url: address?.url ?? before.url,
      steps: command.steps ?? before.steps,
      status,
      disabledReason: status === 'ACTIVE' ? null : (before.disabledReason ?? 'BY_ADMIN'),
    };
    const isEnding = status === 'DISABLED' && before.status === 'ACTIVE';
    const { id } = change(step, isEnding ? 'DISABLE_WEBHOOK' : 'UPDATE_WEBHOOK', before, changes);
    return { __typename: 'WebhookEndpointUpdated', endpointId: id, status };
  });
}
