import { z } from 'zod';
import { entitlementLockToGrant, entitlementsWrite } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { DefectError } from '../kernel/errors.js';
import { invalidInput, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { chainOf, entitledFields, manualGround, newEntitlement, subjectText, tellOf } from './entitlement.js';

/** `until` null: for as long as nobody ends it. */
interface EntitlementGranted extends Outcome {
  __typename: 'EntitlementGranted';
  entitlementId: string;
  until: string | null;
}

const schema = z
  .strictObject({ ...entitledFields, until: fields.instant.nullish(), idempotencyKey: fields.idempotencyKey })
  .refine(({ userId, workspaceId }) => !userId || !workspaceId, {
    path: ['workspaceId'],
    message: 'a user or a workspace is entitled, or the tenant without either',
  });

/**
 * Lets a user, a workspace or the whole tenant use something, by hand (R1): until an instant, or for as long as nobody ends it. Again:
 * sets another end. What rests on a payment has grounds of its own beside it.
 */
export async function grantEntitlement(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<EntitlementGranted | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const until = command.until ? instantOf(epochMs(command.until)) : null;
  if (until !== null && until <= instantNow(runtime.clock)) {
    return invalidInput({ path: 'until', message: 'is over already' });
  }
  const id = newId();
  const wanted = { subject: subjectText(command), name: command.name, ground: manualGround(id), until };
  const chain = chainOf(wanted);
  const spec = { caller, action: 'grantEntitlement', command, idempotencyKey };
  return runtime.unitOfWork.write<EntitlementGranted>(spec, async (step) => {
    const locked = await step.lock(entitlementLockToGrant, { heads: [chain], ...wanted });
    if (!locked) throw new DefectError('A chain of entitlements could not be locked');
    const before = locked.granted;
    const granted = before ? { ...before, until, version: before.version + 1 } : newEntitlement(id, wanted, step.now);
    if (before?.until === until) return { __typename: 'EntitlementGranted', entitlementId: before.id, until };
    step.write(entitlementsWrite, { entitlements: [granted] });
    tellOf(step, 'GRANT_ENTITLEMENT', granted);
    return { __typename: 'EntitlementGranted', entitlementId: granted.id, until };
  });
}
