import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { allReceipts, chainNamed, leaveReceipts } from './chains.js';

const world = await createWorld();
const GAPPED = chainNamed('gapped');
const leavesOf = async (workflow: string) =>
  (await allReceipts(world)).filter((receipt) => receipt.workflow === workflow).map(({ leaf }) => leaf);

/** As a sealer sees a receipt whose write it read past: the ones behind it are there, it is not. */
const hide = (seq: number) =>
  world.cypher('MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: $seq}) REMOVE r:Unsealed', {
    workflow: GAPPED,
    seq,
  });
const show = (seq: number) =>
  world.cypher('MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: $seq}) SET r:Unsealed', {
    workflow: GAPPED,
    seq,
  });

describe('a chain of which one receipt cannot be seen', () => {
  it('is sealed up to it, while others are sealed whole, and goes on once it is seen', async () => {
    await world.settle();
    await leaveReceipts(world, 'gapped', 6);
    await leaveReceipts(world, 'whole', 6);
    await hide(3);
    await world.settle();
    const before = await leavesOf(GAPPED);
    expect(before.map((leaf) => leaf !== null)).toEqual([true, true, false, false, false, false]);
    expect(await leavesOf(chainNamed('whole'))).not.toContain(null);
    await show(3);
    await world.settle();
    const after = (await leavesOf(GAPPED)) as number[];
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after).toEqual([...after].sort((a, b) => a - b));
  });

  it('waits from its first receipt on, when that is the one', async () => {
    await leaveReceipts(world, 'late', 3);
    const late = chainNamed('late');
    const at = { workflow: late };
    await world.cypher(
      'MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: 1}) REMOVE r:Unsealed',
      at,
    );
    await world.settle();
    expect(await leavesOf(late)).toEqual([null, null, null]);
  });
});
