import { z } from 'zod';
import { mailPreferenceLock, mailPreferenceSet } from '../../cypher/generated/notifications.js';
import type { Caller } from '../kernel/caller.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { adminChain, fields } from '../tenancy/index.js';

export interface MailPreferenceSet extends Outcome {
  __typename: 'MailPreferenceSet';
  approvals: boolean;
}

const schema = z.strictObject({ approvals: z.boolean(), idempotencyKey: fields.idempotencyKey });

/** Says whether the caller gets mail about approvals; until they say so, they do. */
export async function setMailPreference(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<MailPreferenceSet | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { approvals } = command;
  const drawn = newId();
  const chain = adminChain(caller.id);
  const spec = { caller, action: 'setMailPreference', command, idempotencyKey };
  return runtime.unitOfWork.write<MailPreferenceSet>(spec, async (step) => {
    const locked = await step.lock(mailPreferenceLock, { heads: [chain], userId: caller.id });
    const before = locked?.preference ?? { id: drawn, version: 0, createdAt: step.now, userId: caller.id };
    const preference = { ...before, version: before.version + 1, approvals };
    step.write(mailPreferenceSet, { preference });
    step.receipt({
      workflow: chain.id,
      step: 'SET_MAIL',
      outcome: 'ALLOWED',
      resource: { type: 'MailPreference', id: preference.id, version: preference.version },
      business: { snapshot: [{ type: 'MailPreference', ...preference }] },
    });
    return { __typename: 'MailPreferenceSet', approvals };
  });
}
