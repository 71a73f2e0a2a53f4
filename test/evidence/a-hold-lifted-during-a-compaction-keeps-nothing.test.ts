import { expect, it } from '@jest/globals';
import { compactPayloads, liftLegalHold, placeLegalHold } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { chainNamed, leaveReceipts } from './chains.js';
import { did } from './did.js';

const world = await createWorld();
const { composition, tenantId } = world;
const admin = world.caller('admin');
const TERMS = { shortPayloadDays: 730, longPayloadDays: 2_557 };

async function left(): Promise<number> {
  const [row] = await world.cypher<{ left: number }>(
    'MATCH (:Receipt {tenantId: $tenantId, workflowId: $chain})-[:HAS_PAYLOAD]->(p) RETURN count(p) AS left',
    { chain: chainNamed('held') },
  );
  return Number(row?.left);
}

it('a hold that is lifted while a compaction goes on keeps nothing from the next one', async () => {
  await leaveReceipts(world, 'held', 2);
  await leaveReceipts(world, 'many', 510);
  await world.settle();
  world.clock.advance({ days: 800 });
  const held = { scope: 'workflow', ref: chainNamed('held'), reason: 'LITIGATION' };
  const { holdId } = await did('LegalHoldPlaced', placeLegalHold(composition, admin, held));
  let batches = 0;
  const unitOfWork = Object.create(composition.unitOfWork, {
    write: {
      value: async (...words: Parameters<typeof composition.unitOfWork.write>) => {
        // Behind the batch that passed it over, and before the next.
        if (++batches === 2) await did('LegalHoldLifted', liftLegalHold(composition, admin, { holdId }));
        return composition.unitOfWork.write(...words);
      },
    },
  });
  await compactPayloads({ ...composition, unitOfWork }, tenantId, TERMS);
  expect(batches).toBeGreaterThan(1);
  expect(await left()).toBe(4);
  await world.settle();
  await compactPayloads(composition, tenantId, TERMS);
  expect(await left()).toBe(0);
});
