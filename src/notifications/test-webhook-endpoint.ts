import { z } from 'zod';
import { webhookEndpointFind } from '../../cypher/generated/notifications.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { adminChain, fields } from '../tenancy/index.js';
import { isThere, lockEndpoint } from './change-endpoint.js';
import type { NotificationsRuntime } from './runtime.js';
import { sendWebhook } from './send-webhook.js';
import { testMessage } from './webhook-message.js';
import { signedHeaders } from './webhook-secret.js';

/** What the receiver made of a test: its HTTP status (null: no answer), why it failed (null: it did not), how long it took. */
export interface WebhookTested extends Outcome {
  __typename: 'WebhookTested';
  endpointId: string;
  answer: number | null;
  failure: string | null;
  ms: number;
}

const schema = z.strictObject({ endpointId: fields.id, idempotencyKey: fields.idempotencyKey });

/** Sends an endpoint one signed message of type TEST_WEBHOOK, disabled or not, and says what came back. */
export async function testWebhookEndpoint(
  runtime: NotificationsRuntime,
  caller: Caller,
  input: unknown,
): Promise<WebhookTested | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'testWebhookEndpoint');
  const { idempotencyKey, ...command } = parsed.command;
  const { endpointId } = command;
  const { tenantId } = caller;
  const [found] = await runtime.graph.read(webhookEndpointFind, tenantId, { endpointId });
  if (!found) return notFound('webhook endpoint');
  const { endpoint } = found;
  const { masterSecret, webhooks } = runtime.notifications;
  const now = instantNow(runtime.clock);
  const body = testMessage(tenantId, endpointId, now);
  const headers = signedHeaders({ masterSecret, tenantId, endpoint, now }, { id: newId(), body });
  const { status: answer, failure, ms } = await sendWebhook({ url: endpoint.url, headers, body }, webhooks);
  const spec = { caller, action: 'testWebhookEndpoint', command, idempotencyKey };
  return runtime.unitOfWork.write<WebhookTested | SharedOutcome>(spec, async (step) => {
    const locked = await lockEndpoint(step, endpointId);
    if (!isThere(locked)) return locked;
    step.receipt({
      workflow: adminChain(endpointId).id,
      step: 'TEST_WEBHOOK',
      outcome: failure === null ? 'ALLOWED' : 'FAILED',
      resource: { type: 'WebhookEndpoint', id: endpointId, version: locked.endpoint.version },
      business: { answer, failure },
    });
    return { __typename: 'WebhookTested', endpointId, answer, failure, ms };
  });
}
