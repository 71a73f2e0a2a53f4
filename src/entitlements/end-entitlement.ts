import { z } from 'zod';
import { entitlementFind, entitlementLock, entitlementsWrite } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { chainOf, endedEntitlement, tellOf } from './entitlement.js';

interface EntitlementEnded extends Outcome {
  __typename: 'EntitlementEnded';
  entitlementId: string;
}

const schema = z.strictObject({ entitlementId: fields.id, idempotencyKey: fields.idempotencyKey });

/** Ends an entitlement for good: no later payment on the same ground brings it back. Again: changes nothing. */
export async function endEntitlement(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<EntitlementEnded | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'endEntitlement');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { entitlementId: id } = command;
  const [found] = await runtime.graph.read(entitlementFind, caller.tenantId, { id });
  if (!found) return notFound('entitlement');
  const spec = { caller, action: 'endEntitlement', command, idempotencyKey };
  return runtime.unitOfWork.write<EntitlementEnded | SharedOutcome>(spec, async (step) => {
    // Subject and ground, of which its chain is named, never change.
    const locked = await step.lock(entitlementLock, { heads: [chainOf(found)], id });
    if (!locked) return notFound('entitlement');
    if (locked.entitlement.state === 'ENDED') return { __typename: 'EntitlementEnded', entitlementId: id };
    const ended = endedEntitlement(locked.entitlement, step.now);
    step.write(entitlementsWrite, { entitlements: [ended] });
    tellOf(step, 'END_ENTITLEMENT', ended);
    return { __typename: 'EntitlementEnded', entitlementId: id };
  });
}
