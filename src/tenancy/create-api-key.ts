import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { headsLock } from '../../cypher/generated/evidence.js';
import { apiKeyInsert } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, isOutcome, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { instantOf } from '../kernel/values/instants.js';
import { API_KEY_SCOPES } from './api-key-scopes.js';
import { displayName, idempotencyKey } from './fields.js';
import { adminChain } from './user.js';

/** `secret` is the key itself, shown by the call that made it and never again: a repeated call gives null. */
export interface ApiKeyCreated extends Outcome {
  __typename: 'ApiKeyCreated';
  apiKeyId: string;
  prefix: string;
  secret: string | null;
}

const SECRET_BYTES = 32;
/** `rg_` and eight more characters tell keys apart in a list, and leave over 200 bits unknown. */
const PREFIX_LENGTH = 11;

const schema = z.strictObject({
  name: displayName,
  scopes: z
    .array(z.enum(API_KEY_SCOPES))
    .min(1)
    .transform((scopes) => [...new Set(scopes)].sort()),
  /** UTC instant; null: no end but revocation. */
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((text) => (text ? instantOf(Date.parse(text)) : null)),
  idempotencyKey,
});

/** Issues an API key. Only its SHA-256 is stored; the key is in no receipt and in no saved answer. */
export async function createApiKey(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ApiKeyCreated | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { name, scopes, expiresAt } = command;
  if (expiresAt !== null && expiresAt <= instantOf(runtime.clock.now())) {
    return invalidInput({ path: 'expiresAt', message: 'must be in the future' });
  }
  const apiKeyId = newId();
  const secret = `rg_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const prefix = secret.slice(0, PREFIX_LENGTH);
  const sha256 = createHash('sha256').update(secret).digest('hex');
  const chain = adminChain(apiKeyId);
  const spec = { caller, action: 'createApiKey', command, idempotencyKey };
  const answer = await runtime.unitOfWork.write<ApiKeyCreated>(spec, async (step) => {
    await step.lock(headsLock, { heads: [chain] });
    const stored = { id: apiKeyId, prefix, sha256, scopes, expiresAt, createdBy: caller.id };
    step.write(apiKeyInsert, { apiKey: { ...stored, name }, at: step.now });
    step.receipt({
      workflow: chain.id,
      step: 'CREATE_API_KEY',
      outcome: 'ALLOWED',
      resource: { type: 'ApiKey', id: apiKeyId, version: 1 },
      business: {
        // The hash of 256 random bits: whoever puts another one in its place is found, and nobody learns the key from it.
        snapshot: [{ type: 'ApiKey', ...stored, version: 1, createdAt: step.now, revokedAt: null }],
      },
      personal: { content: { name }, about: [caller.id] },
    });
    return { __typename: 'ApiKeyCreated', apiKeyId, prefix, secret: null };
  });
  if (!isOutcome(answer, 'ApiKeyCreated')) return answer;
  // A saved answer names the key of an earlier call, whose secret is gone.
  return answer.apiKeyId === apiKeyId ? { ...answer, secret } : answer;
}
