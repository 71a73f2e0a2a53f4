import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { isOutcome, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { change, isThere, lockEndpoint } from './change-endpoint.js';
import type { NotificationsRuntime } from './runtime.js';
import { ROTATION_OVERLAP_MS } from './webhook-endpoint.js';
import { secretText } from './webhook-secret.js';

/** `secret` is null when the call is a repetition; until `previousUntil` the secret before it signs too. */
export interface WebhookSecretRotated extends Outcome {
  __typename: 'WebhookSecretRotated';
  endpointId: string;
  generation: number;
  previousUntil: Instant;
  secret: string | null;
}

const schema = z.strictObject({ endpointId: fields.id, idempotencyKey: fields.idempotencyKey });

/** Gives an endpoint a new secret. For a day both sign, so that nothing is refused while a receiver changes over. */
export async function rotateWebhookSecret(
  runtime: NotificationsRuntime,
  caller: Caller,
  input: unknown,
): Promise<WebhookSecretRotated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'rotateWebhookSecret', command, idempotencyKey };
  let isMade = false;
  const answer = await runtime.unitOfWork.write<WebhookSecretRotated | SharedOutcome>(spec, async (step) => {
    const found = await lockEndpoint(step, command.endpointId);
    if (!isThere(found)) return found;
    const generation = found.endpoint.generation + 1;
    const previousUntil = instantOf(epochMs(step.now) + ROTATION_OVERLAP_MS);
    const { id } = change(step, 'ROTATE_SECRET', found.endpoint, { generation, previousUntil });
    isMade = true;
    return { __typename: 'WebhookSecretRotated', endpointId: id, generation, previousUntil, secret: null };
  });
  if (!isMade || !isOutcome(answer, 'WebhookSecretRotated')) return answer;
  const { endpointId: id, generation } = answer;
  return { ...answer, secret: secretText(runtime.notifications.masterSecret, caller.tenantId, { id, generation }) };
}
