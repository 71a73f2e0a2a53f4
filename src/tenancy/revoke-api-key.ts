import { z } from 'zod';
import { apiKeyLock, apiKeyRevoke } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { id, idempotencyKey } from './fields.js';
import { adminChain } from './user.js';

export interface ApiKeyRevoked extends Outcome {
  __typename: 'ApiKeyRevoked';
  apiKeyId: string;
}

const schema = z.strictObject({ apiKeyId: id, idempotencyKey });

/** Ends an API key at once. Revoking it again changes nothing. */
export async function revokeApiKey(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ApiKeyRevoked | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { apiKeyId } = command;
  const chain = adminChain(apiKeyId);
  const spec = { caller, action: 'revokeApiKey', command, idempotencyKey };
  return runtime.unitOfWork.write<ApiKeyRevoked | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(apiKeyLock, { heads: [chain], apiKeyId });
    if (!locked) return notFound('API key');
    const { prefix, scopes, expiresAt, revokedAt, version } = locked.apiKey;
    if (revokedAt !== null) return { __typename: 'ApiKeyRevoked', apiKeyId };
    step.write(apiKeyRevoke, { apiKeyId, at: step.now });
    const snapshot = [
      { type: 'ApiKey', id: apiKeyId, version: version + 1, prefix, scopes, expiresAt, revokedAt: step.now },
    ];
    step.receipt({
      workflow: chain.id,
      step: 'REVOKE_API_KEY',
      outcome: 'ALLOWED',
      resource: { type: 'ApiKey', id: apiKeyId, version: version + 1 },
      business: { snapshot },
    });
    return { __typename: 'ApiKeyRevoked', apiKeyId };
  });
}
