import { z } from 'zod';
import { webhookEndpointInsert, webhookEndpointsLockForInsert } from '../../cypher/generated/notifications.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, isOutcome, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { adminChain, fields } from '../tenancy/index.js';
import type { NotificationsRuntime } from './runtime.js';
import { checkedAddress } from './webhook-address.js';
import { endpointSnapshot, MOST_ENDPOINTS, stepsField, type WebhookEndpoint } from './webhook-endpoint.js';
import { secretText } from './webhook-secret.js';

/** `secret` checks signatures (Standard Webhooks); shown by the call that made it, and null when that is repeated. */
export interface WebhookEndpointCreated extends Outcome {
  __typename: 'WebhookEndpointCreated';
  endpointId: string;
  secret: string | null;
}

const schema = z.strictObject({ url: z.string(), steps: stepsField, idempotencyKey: fields.idempotencyKey });

/** Subscribes an address to the receipts of some steps, from now on. */
export async function createWebhookEndpoint(
  runtime: NotificationsRuntime,
  caller: Caller,
  input: unknown,
): Promise<WebhookEndpointCreated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'createWebhookEndpoint');
  const { idempotencyKey, ...command } = parsed.command;
  const { webhooks, masterSecret } = runtime.notifications;
  const address = await checkedAddress(command.url, webhooks);
  if ('problem' in address) return invalidInput({ path: 'url', message: address.problem });
  const endpointId = newId();
  const chain = adminChain(endpointId);
  const spec = { caller, action: 'createWebhookEndpoint', command, idempotencyKey };
  const answer = await runtime.unitOfWork.write<WebhookEndpointCreated | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(webhookEndpointsLockForInsert, { heads: [chain] });
    if (locked && locked.endpoints >= MOST_ENDPOINTS)
      return invalidInput({
        path: '',
        message: `A tenant has ${MOST_ENDPOINTS} endpoints at most; change one of them`,
      });
    const endpoint: WebhookEndpoint = {
      ...{ id: endpointId, version: 1, createdAt: step.now, createdBy: caller.id },
      ...{ url: address.url, steps: command.steps, status: 'ACTIVE', disabledReason: null },
      ...{ generation: 1, previousUntil: null },
    };
    step.write(webhookEndpointInsert, { endpoint });
    step.receipt({
      workflow: chain.id,
      step: 'CREATE_WEBHOOK',
      outcome: 'ALLOWED',
      resource: { type: 'WebhookEndpoint', id: endpointId, version: 1 },
      business: { snapshot: [endpointSnapshot(endpoint)] },
    });
    return { __typename: 'WebhookEndpointCreated', endpointId, secret: null };
  });
  if (!isOutcome(answer, 'WebhookEndpointCreated') || answer.endpointId !== endpointId) return answer;
  return { ...answer, secret: secretText(masterSecret, caller.tenantId, { id: endpointId, generation: 1 }) };
}
