import { z } from 'zod';
import { headsLock } from '../../cypher/generated/evidence.js';
import type { Caller } from '../kernel/caller.js';
import { isOutcome, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
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
  const openedBy = `${caller.tenantId}/${caller.id}`;
  const opened = await bootstrapTenant(runtime, command, openedBy);
  if (isOutcome(opened, 'InvalidInput')) return opened;
  const { tenantId } = opened;
  const chain = adminChain(tenantId);
  const spec = { caller, action: 'createTenant', command, idempotencyKey };
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

const handleTaken: TenantHandleTaken = {
  __typename: 'TenantHandleTaken',
  message: 'Another tenant has this handle.',
};
