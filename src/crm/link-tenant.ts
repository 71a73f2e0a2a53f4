import { z } from 'zod';
import { accountsFindByIds, tenantLinkFind, tenantLinkLock, tenantLinkWrite } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  isOutcome,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
} from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { fields, findTenant } from '../tenancy/index.js';
import { TENANT_LINKS_CHAIN, type TenantLink, tenantLinkReceipt } from './tenant-link.js';
import { MOST_TENANT_LINKS } from './tenant-links.js';

export interface TenantLinked extends Outcome {
  __typename: 'TenantLinked';
  linkId: string;
}

/** The tenant is another account of this operators' tenant; unlink it first. */
interface TenantLinkedElsewhere extends Outcome {
  __typename: 'TenantLinkedElsewhere';
  message: string;
  accountId: string;
}

interface TenantUnlinked extends Outcome {
  __typename: 'TenantUnlinked';
  linkId: string;
}

const command = z.strictObject({ tenantId: fields.id, accountId: fields.id, idempotencyKey: fields.idempotencyKey });

type Named = Pick<z.output<typeof command>, 'tenantId' | 'accountId'>;

/**
 * Links a tenant to an account of the operator's own tenant: from then on that tenant's signals are seen there, and nothing else of it.
 * Written in the operator's tenant and then, with a receipt too, in the tenant that is linked; in force once both have it. Who repeats a
 * call that broke off in between completes it.
 */
export async function linkTenantToAccount(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TenantLinked | TenantLinkedElsewhere | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'linkTenantToAccount');
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...named } = parsed.command;
  const { tenantId: linkedTenantId, accountId } = named;
  if (linkedTenantId === caller.tenantId) return invalidInput({ path: 'tenantId', message: 'is your own' });
  if (!(await findTenant(runtime, linkedTenantId))) return notFound('tenant');
  const id = newId();
  const spec = { caller, action: 'linkTenantToAccount', command: named, idempotencyKey };
  const answer = await runtime.unitOfWork.write<TenantLinked | TenantLinkedElsewhere | SharedOutcome>(
    spec,
    async (step) => {
      const pair = { operatorTenantId: step.tenantId, linkedTenantId };
      const locked = await step.lock(tenantLinkLock, { heads: [TENANT_LINKS_CHAIN], ...pair });
      if ((await step.read(accountsFindByIds, { ids: [accountId] })).length === 0) return notFound('account');
      const before = locked?.link ?? null;
      if (before?.state === 'LINKED') {
        return before.accountId === accountId ? linked(before) : linkedElsewhere(before.accountId);
      }
      if ((locked?.inForce ?? 0) >= MOST_TENANT_LINKS) {
        return invalidInput({
          path: 'tenantId',
          message: `${MOST_TENANT_LINKS} tenants are linked, which is the most`,
        });
      }
      const made = before ?? { id, version: 0, createdAt: step.now, ...pair };
      const link = { ...made, version: made.version + 1, accountId, ...changed('LINKED', step.now, caller) };
      step.write(tenantLinkWrite, { link });
      tenantLinkReceipt(step, link);
      return linked(link);
    },
  );
  if (isOutcome(answer, 'TenantLinked')) await tellLinkedTenant(runtime, caller, linkedTenantId);
  return answer;
}

/** Unlinks a tenant from its account: at once nothing of it is seen there any more. Receipted in both tenants; again: changes nothing. */
export async function unlinkTenantFromAccount(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TenantUnlinked | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'unlinkTenantFromAccount');
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...named } = parsed.command;
  const spec = { caller, action: 'unlinkTenantFromAccount', command: named, idempotencyKey };
  const answer = await runtime.unitOfWork.write<TenantUnlinked | SharedOutcome>(spec, async (step) => {
    const pair = { operatorTenantId: step.tenantId, linkedTenantId: named.tenantId };
    const locked = await step.lock(tenantLinkLock, { heads: [TENANT_LINKS_CHAIN], ...pair });
    const before = ofAccount(locked?.link ?? null, named);
    if (!before) return notFound('link');
    if (before.state === 'UNLINKED') return unlinked(before);
    const link = { ...before, version: before.version + 1, ...changed('UNLINKED', step.now, caller) };
    step.write(tenantLinkWrite, { link });
    tenantLinkReceipt(step, link);
    return unlinked(link);
  });
  if (isOutcome(answer, 'TenantUnlinked')) await tellLinkedTenant(runtime, caller, named.tenantId);
  return answer;
}

/** Leaves the link as the operators' tenant has it, and its receipt, in the tenant that is linked; nothing when it is there. */
async function tellLinkedTenant({ unitOfWork, graph }: Runtime, caller: Caller, linkedTenantId: string): Promise<void> {
  const pair = { operatorTenantId: caller.tenantId, linkedTenantId };
  const [row] = await graph.read(tenantLinkFind, caller.tenantId, pair);
  if (!row) return;
  const { link } = row;
  const action = link.state === 'LINKED' ? 'linkTenantToAccount' : 'unlinkTenantFromAccount';
  const spec = {
    caller: { ...caller, tenantId: linkedTenantId },
    action,
    command: { id: link.id, version: link.version },
  };
  await unitOfWork.write(spec, async (step) => {
    const locked = await step.lock(tenantLinkLock, { heads: [TENANT_LINKS_CHAIN], ...pair });
    if ((locked?.link?.version ?? 0) < link.version) {
      step.write(tenantLinkWrite, { link });
      tenantLinkReceipt(step, link);
    }
    return { __typename: 'LinkedTenantTold' };
  });
}

const ofAccount = (link: TenantLink | null, { accountId }: Named): TenantLink | null =>
  link?.accountId === accountId ? link : null;

const changed = (state: 'LINKED' | 'UNLINKED', since: string, { id: changedBy }: Caller) => ({
  state,
  since,
  changedBy,
});

const linked = ({ id }: TenantLink): TenantLinked => ({ __typename: 'TenantLinked', linkId: id });

const unlinked = ({ id }: TenantLink): TenantUnlinked => ({ __typename: 'TenantUnlinked', linkId: id });

const linkedElsewhere = (accountId: string): TenantLinkedElsewhere => ({
  __typename: 'TenantLinkedElsewhere',
  message: 'The tenant is linked to another account; unlink it first.',
  accountId,
});
