import { type ReceiptDraft, workflowId } from '../kernel/receipts.js';
import { changesTo } from './changes.js';
import type { StoredCustom } from './custom-values.js';

/** The chain of one account or product. */
export const adminHead = (subjectId: string) => ({ id: workflowId('admin', subjectId), kind: 'admin' });

/** The chain of one deal. */
export const dealHead = (opportunityId: string) => ({ id: workflowId('deal', opportunityId), kind: 'deal' });

interface Snapshotted extends StoredCustom {
  type?: unknown;
}

/**
 * A node of this slice as it is after a step, for the receipt's snapshot: all its properties under their names, its label in `type`, but for what is
 * personal. A property that is itself called `type` (an opportunity's) stands as `ownType`.
 */
function snapshotOf<T extends { id: string }>(label: string, found: T, properties: Partial<T>) {
  const { type: ownType, personalCustom: _, ...node }: T & Snapshotted = { ...found, ...properties };
  return { type: label, ...node, ...(ownType === undefined ? {} : { ownType }) };
}

/** What one step's receipt says of one node: what it is now, and which of its values changed from what. */
export function changeReceipt<T extends { id: string; version: number | null }>(
  workflow: string,
  step: string,
  type: string,
  found: T & StoredCustom,
  properties: Partial<T> & StoredCustom,
): ReceiptDraft {
  const after = { ...found, ...properties };
  const { version: _version, personalCustom, ...changed } = changesTo(found, properties);
  const before = Object.fromEntries(Object.keys(changed).map((key) => [key, found[key as keyof T] ?? null]));
  return {
    workflow,
    step,
    outcome: 'ALLOWED',
    resource: { type, id: found.id, version: after.version },
    business: { ...(found.version === null ? {} : { before }), snapshot: [snapshotOf(type, found, properties)] },
    personal:
      (personalCustom ?? null) === (found.personalCustom ?? null)
        ? null
        : { content: { personalCustom }, about: [found.id] },
  };
}
