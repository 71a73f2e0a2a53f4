import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { proposeTerms, reasonCode, type TermsChangeProposed } from './propose-terms.js';
import { PLAN_NAMES } from './quota/plans.js';

const schema = z.strictObject({
  tenantId: fields.id,
  plan: z.enum(PLAN_NAMES, `must be one of ${PLAN_NAMES.join(', ')}`),
  reasonCode,
  idempotencyKey: fields.idempotencyKey,
});

/** Proposes another plan (R0: tier) for a tenant; what was used in a window that is open stays used. */
export async function setPlan(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TermsChangeProposed | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'setPlan');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { tenantId, plan, reasonCode } = command;
  const asked = { kind: 'PLAN', plan, reasonCode } as const;
  return proposeTerms(runtime, caller, { action: 'setPlan', tenantId, command, idempotencyKey, asked });
}
