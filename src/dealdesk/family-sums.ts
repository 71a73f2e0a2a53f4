import { LRUCache } from 'lru-cache';
import { quoteFamilyLock, quoteSiblingsFind } from '../../cypher/generated/dealdesk.js';
import type { SiblingRow } from '../../cypher/rows.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { FamilyWindow } from './evaluate.js';

/** A submission that shares its transaction does not see the others of it: where quotes of a family count together, it goes alone. */
export class CountsWithFamily extends Error {
  override readonly name = 'CountsWithFamily';
}

/** Tenants whose last submission counted with its family; the others are found out by trying. */
const counting = new LRUCache<string, true>({ max: 10_000 });

/** Runs a submission with others, or alone where the tenant's configuration sums families. */
export async function withFamily<T>(
  tenantId: string,
  submit: (grouped: { grouped?: true }, alone: () => void) => Promise<T>,
): Promise<T> {
  const alone = () => submit({}, () => undefined);
  if (counting.has(tenantId)) return alone();
  try {
    return await submit({ grouped: true }, () => {
      throw new CountsWithFamily('A family is summed alone');
    });
  } catch (error) {
    if (!(error instanceof CountsWithFamily)) throw error;
    counting.set(tenantId, true);
    return alone();
  }
}

/** What was submitted in a family, read behind its lock. */
export async function lockedSiblings(step: WriteStep, family: FamilyWindow): Promise<SiblingRow[]> {
  await step.read(quoteFamilyLock, { familyRootId: family.familyRootId });
  return step.read(quoteSiblingsFind, family);
}
