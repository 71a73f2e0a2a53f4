import type { Caller } from '../../kernel/caller.js';
import { CodedError } from '../../kernel/errors.js';
import type { Runtime } from '../../kernel/runtime.js';
import { readerOf } from '../tenant-access.js';

/** Who reads audit events, in the tenant whose they are; what is about people is not for those of another tenant. */
export interface AuditReader extends Caller {
  isOfTenant: boolean;
}

/**
 * Lets somebody read the audit events of their own tenant, or an operator those of another, which leaves a receipt there first.
 * Throws FORBIDDEN, with a receipt, and BAD_USER_INPUT for a tenant that is not there, or not the caller's to see.
 */
export async function auditReader(
  runtime: Runtime,
  caller: Caller,
  tenantId: string | null | undefined,
): Promise<AuditReader> {
  await runtime.unitOfWork.authorize(caller, 'readAuditEvents');
  const reader = await readerOf(runtime, caller, tenantId, 'readAuditEvents');
  if (!reader) throw new CodedError('BAD_USER_INPUT', 'tenantId: there is no such tenant.');
  return { ...reader, isOfTenant: reader.tenantId === caller.tenantId };
}
