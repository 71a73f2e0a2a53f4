import { z } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../../kernel/outcomes.js';
import { fields } from '../../tenancy/index.js';
import type { QuotaFinalised, UnknownMeter } from './quota.js';
import {
  amountsOf,
  isListed,
  listedAmountsOf,
  type QuotaRuntime,
  reservationId,
  tenantAskedFor,
  usedAmount,
} from './quota-command.js';

const asked = {
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  reservationId,
  idempotencyKey: fields.idempotencyKey,
};
const finalising = z.strictObject({ ...asked, amounts: amountsOf(usedAmount) });
const finalisingListed = z.strictObject({ ...asked, quotas: listedAmountsOf(usedAmount) });
const releasing = z.strictObject(asked);

/**
 * Counts what was used of a reservation instead of what was reserved: as `amounts` by meter, or as `quotas`, a list of `quotaType` and
 * `amount`. It never fails for an overrun, which counts against the next check; twice is once, with or without a key.
 */
export async function finaliseQuota(
  runtime: QuotaRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuotaFinalised | UnknownMeter | InvalidInput | NotFound> {
  await runtime.unitOfWork.authorize(caller, 'finaliseQuota');
  const parsed = parseCommand(isListed(input) ? finalisingListed : finalising, input);
  if (!parsed.ok) return parsed.invalid;
  const { command } = parsed;
  const tenantId = await tenantAskedFor(runtime, caller, command.tenantId, 'finalise');
  if (!tenantId) return notFound('tenant');
  const used = 'quotas' in command ? command.quotas : command.amounts;
  return runtime.quotas.finalise(tenantId, command.reservationId, used);
}

/** Gives back what was reserved; twice is once. */
export async function releaseQuota(
  runtime: QuotaRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuotaFinalised | InvalidInput | NotFound> {
  await runtime.unitOfWork.authorize(caller, 'releaseQuota');
  const parsed = parseCommand(releasing, input);
  if (!parsed.ok) return parsed.invalid;
  const tenantId = await tenantAskedFor(runtime, caller, parsed.command.tenantId, 'release');
  return tenantId ? runtime.quotas.release(tenantId, parsed.command.reservationId) : notFound('tenant');
}
