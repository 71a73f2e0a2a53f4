import { z } from 'zod';
import { idempotencyKeyFind } from '../../cypher/generated/entitlements.js';
import { headsLock } from '../../cypher/generated/evidence.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { isOutcome, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain, type ConfigParsing, fields } from '../tenancy/index.js';
import { bootstrapTenant, tenantSetup } from './bootstrap-tenant.js';

export interface TenantCreated extends Outcome {
  __typename: 'TenantCreated';
  tenantId: string;
}

/** Another tenant has this handle. */
export interface TenantHandleTaken extends Outcome {
  __typename: 'TenantHandleTaken';
  message: string;
}

const schema = z.strictObject({
  ...tenantSetup.omit({ kind: true }).shape,
  idempotencyKey: fields.idempotencyKey,
});

/**
 * Opens a tenant with its first people, for an operator. It is written in the tenant itself and then receipted in the
 * operators' tenant; an operator who repeats a call that broke off in between completes it.
 */
export async function createTenant(
  runtime: Runtime & ConfigParsing,
  caller: Caller,
  input: unknown,
): Promise<TenantCreated | TenantHandleTaken | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'createTenant');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'createTenant', command, idempotencyKey };
  if (idempotencyKey && (await wasAnswered(runtime, caller, idempotencyKey))) {
    return runtime.unitOfWork.write<TenantCreated>(spec, repeatedKey);
  }
  const openedBy = `${caller.tenantId}/${caller.id}`;
  const opened = await bootstrapTenant(runtime, command, openedBy);
  if (isOutcome(opened, 'InvalidInput')) return opened;
  const { tenantId } = opened;
  const chain = adminChain(tenantId);
  return runtime.unitOfWork.write<TenantCreated | TenantHandleTaken>(spec, async (step) => {
    await step.lock(headsLock, { heads: [chain] });
    const receiptedBefore = step.heads.some((head) => head.seq > 0);
    if (opened.openedBy !== openedBy || receiptedBefore) return handleTaken;
    step.receipt({
      workflow: chain.id,
      step: 'CREATE_TENANT',
      outcome: 'ALLOWED',
      resource: { type: 'Tenant', id: tenantId, version: 1 },
      business: { tenant_handle: command.handle, plan: command.plan, seat_limit: command.seatLimit ?? null },
    });
    return { __typename: 'TenantCreated', tenantId };
  });
}

/** Asked before anything is opened: a key that comes with another input must not open a second tenant. */
async function wasAnswered({ graph }: Runtime, caller: Caller, key: string): Promise<boolean> {
  const scope = `${caller.type}:${caller.id}:createTenant`;
  return (await graph.read(idempotencyKeyFind, caller.tenantId, { scope, key })).length > 0;
}

/** Locks and no more: the lock finds the key's saved answer. */
async function repeatedKey(step: WriteStep): Promise<TenantCreated> {
  await step.lock(headsLock, { heads: [] });
  throw new DefectError('An answered key was free again');
}

const handleTaken: TenantHandleTaken = {
  __typename: 'TenantHandleTaken',
  message: 'Another tenant has this handle.',
};
