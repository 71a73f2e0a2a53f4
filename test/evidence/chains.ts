import { headsLock } from '../../cypher/generated/evidence.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { workflowId } from '../../src/kernel/receipts.js';
import type { World } from '../kit/world.js';

/** A chain of its own kind for tests: it belongs to nobody, and nothing else writes to it. */
export const chainNamed = (name: string): string => workflowId('activity', name);

/** Leaves so many receipts in a chain, ten a write, each with a business and a personal payload about a person. */
export async function leaveReceipts(world: World, name: string, count: number): Promise<void> {
  const caller = systemCaller(world.tenantId, 'test-writer');
  const workflow = chainNamed(name);
  for (let left = count; left > 0; left -= 10) {
    await world.composition.unitOfWork.write(
      { caller, action: 'recordRefusal', command: { name, left } },
      async (step) => {
        await step.lock(headsLock, { heads: [{ id: workflow, kind: 'activity' }] });
        for (let n = 0; n < Math.min(10, left); n++) {
          step.receipt({
            workflow,
            step: 'REFUSE_ROLE',
            outcome: 'BLOCKED',
            resource: { type: 'Action', id: 'submitQuote', version: null },
            business: { event: 'role_refused', n: left - n },
            personal: { content: { ip: '192.0.2.7' }, about: [world.id('ae')] },
          });
        }
        return { __typename: 'RefusalRecorded' };
      },
    );
  }
}

/** Deletes a payload of a receipt, and leaves the receipt of its erasure. */
export async function erase(world: World, receiptId: string, payload: 'business' | 'personal'): Promise<void> {
  const caller = systemCaller(world.tenantId, 'test-eraser');
  const workflow = workflowId('batch', `erasure-${receiptId}`);
  await world.composition.unitOfWork.write(
    { caller, action: 'recordRefusal', command: { receiptId, payload } },
    async (step) => {
      await step.lock(headsLock, { heads: [{ id: workflow, kind: 'batch' }] });
      step.receipt({
        workflow,
        step: 'ERASE_PERSON',
        outcome: 'ALLOWED',
        resource: { type: 'User', id: world.id('ae'), version: null },
        business: { erased: [{ receipt_id: receiptId, payload }] },
      });
      return { __typename: 'Erased' };
    },
  );
  await deletePayload(world, receiptId, payload);
}

/** Deletes a payload by hand, as somebody with the database's password would. */
export const deletePayload = (world: World, receiptId: string, payload: 'business' | 'personal') =>
  world.cypher(
    `MATCH (:Receipt {tenantId: $tenantId, id: $receiptId})-[:HAS_PAYLOAD]->(p) WHERE $label IN labels(p) DETACH DELETE p`,
    { receiptId, label: payload === 'business' ? 'BusinessPayload' : 'PersonalPayload' },
  );

/** Every receipt of the tenant, by chain and sequence. */
export const allReceipts = (
  world: World,
): Promise<{ id: string; workflow: string; seq: number; leaf: number | null }[]> =>
  world.cypher(`MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.workflowSeq > 0
    RETURN r.id AS id, r.workflowId AS workflow, r.workflowSeq AS seq, r.leafIndex AS leaf ORDER BY workflow, seq`);
