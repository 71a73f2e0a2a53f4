import { z } from 'zod';
import { webhookLineRewind } from '../../cypher/generated/notifications.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { adminChain, fields } from '../tenancy/index.js';
import { isThere, lockEndpoint } from './change-endpoint.js';
import type { NotificationsRuntime } from './runtime.js';

/** Everything from `fromCursor` on is told again, under the same ids. */
export interface WebhooksReplayed extends Outcome {
  __typename: 'WebhooksReplayed';
  endpointId: string;
  fromCursor: number;
}

const schema = z.strictObject({
  endpointId: fields.id,
  /** A place in the tenant's log (`log_position` of a message, `leafIndex` of a receipt). */
  fromCursor: z.int().min(0),
  idempotencyKey: fields.idempotencyKey,
});

/** Tells an endpoint again of what lies in the log from a place on: for a receiver that lost it, or answered and forgot. */
export async function replayWebhooks(
  runtime: NotificationsRuntime,
  caller: Caller,
  input: unknown,
): Promise<WebhooksReplayed | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { endpointId, fromCursor } = command;
  const spec = { caller, action: 'replayWebhooks', command, idempotencyKey };
  return runtime.unitOfWork.write<WebhooksReplayed | SharedOutcome>(spec, async (step) => {
    const found = await lockEndpoint(step, endpointId);
    if (!isThere(found)) return found;
    const { endpoint, size } = found;
    if (endpoint.status === 'DISABLED')
      return invalidInput({ path: 'endpointId', message: 'is disabled; enable it first' });
    if (fromCursor > size)
      return invalidInput({ path: 'fromCursor', message: `is behind the log, which holds ${size}` });
    step.write(webhookLineRewind, { endpointId, from: fromCursor, at: step.now });
    step.receipt({
      workflow: adminChain(endpointId).id,
      step: 'REPLAY_WEBHOOKS',
      outcome: 'ALLOWED',
      resource: { type: 'WebhookEndpoint', id: endpointId, version: endpoint.version },
      business: { from_cursor: fromCursor },
    });
    return { __typename: 'WebhooksReplayed', endpointId, fromCursor };
  });
}
