import { referencesFindByIds } from '../../cypher/generated/crm.js';
import type { OwnerRow } from '../../cypher/rows.js';
import { type NotFound, notFound } from '../kernel/outcomes.js';
import type { WriteStep } from '../kernel/write-step.js';

/** Ids that a command names; null and undefined name nothing. */
export interface Named {
  ownerId?: string | null | undefined;
  accountId?: string | null | undefined;
  productId?: string | null | undefined;
}

/** Looks up what a command names, behind the locks. Gives the owner as what it is (undefined: none named), or what is not there. */
export async function findReferences(
  step: WriteStep,
  { ownerId, accountId, productId }: Named,
): Promise<{ ok: true; owner: OwnerRow | null | undefined } | { ok: false; missing: NotFound }> {
  const ids = [ownerId, accountId, productId].filter((id) => id !== null && id !== undefined);
  const rows = ids.length > 0 ? await step.read(referencesFindByIds, { ids }) : [];
  const typeOf = (id: string) => rows.find((row) => row.id === id)?.type;
  if (accountId && typeOf(accountId) !== 'Account') return { ok: false, missing: notFound('account') };
  if (productId && typeOf(productId) !== 'Product') return { ok: false, missing: notFound('product') };
  if (ownerId === null || ownerId === undefined) return { ok: true, owner: ownerId };
  const type = typeOf(ownerId);
  if (type !== 'User' && type !== 'Team') return { ok: false, missing: notFound('user or team') };
  return { ok: true, owner: { id: ownerId, type } };
}
