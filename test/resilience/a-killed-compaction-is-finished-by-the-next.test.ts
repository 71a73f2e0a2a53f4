import { describe, expect, it } from '@jest/globals';
import { compactPayloads, placeLegalHold, verifyWorkflow } from '../../src/evidence/index.js';
import { chainNamed, leaveReceipts } from '../evidence/chains.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';

const world = await createWorld();
const { composition, tenantId } = world;
const TERMS = { shortPayloadDays: 30, longPayloadDays: 3_650 };

async function told(): Promise<{ payloads: number; batches: number }> {
  const rows = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: 'COMPACT_PAYLOADS'})-[:HAS_PAYLOAD]->(p) RETURN p.content AS content`,
  );
  const counts = rows.map(({ content }) => JSON.parse(content).payloads as { business: number; personal: number });
  return {
    payloads: counts.reduce((sum, { business, personal }) => sum + business + personal, 0),
    batches: counts.length,
  };
}

const payloadsOf = async (name: string): Promise<number> => {
  const [row] = await world.cypher<{ n: number }>(
    'MATCH (r:Receipt {tenantId: $tenantId, workflowId: $id})-[:HAS_PAYLOAD]->(p) WHERE r.workflowSeq > 0 RETURN count(p) AS n',
    { id: chainNamed(name) },
  );
  return Number(row?.n);
};

const verified = (name: string) => verifyWorkflow(composition, tenantId, chainNamed(name));

describe('a run of compaction', () => {
  it('that is killed between two batches has told what it took, and the next run takes the rest', async () => {
    await leaveReceipts(world, 'many', 1_000);
    await world.settle();
    world.clock.advance({ days: 100 });
    const now = new Date(world.clock.now()).toISOString();
    const worker = ProductProcess.start('./worker-that-compacts.mjs', {}, [tenantId, now]);
    await worker.says('batch');
    worker.tell('SIGKILL');
    await worker.ended;
    const first = await told();
    expect(first.batches).toBe(1);
    expect(await payloadsOf('many')).toBeGreaterThan(0);
    expect(await verified('many')).toMatchObject({ ok: true, receipts: 1_000 });

    const rest = await compactPayloads(composition, tenantId, TERMS);
    expect(await payloadsOf('many')).toBe(0);
    expect((await told()).payloads).toBe(first.payloads + rest.payloads);
    expect(await verified('many')).toMatchObject({ ok: true, payloads: { verified: 0, erased: 0, removed: 2_000 } });
  }, 120_000);

  it('leaves what a hold keeps that is set between two batches, and what is not in the log', async () => {
    await leaveReceipts(world, 'held', 600);
    await leaveReceipts(world, 'kept', 600);
    await world.settle();
    await leaveReceipts(world, 'unsealed', 10);
    world.clock.advance({ days: 100 });
    let batches = 0;
    const { unitOfWork } = composition;
    const interrupted = {
      ...composition,
      unitOfWork: {
        write: async (...asked: Parameters<typeof unitOfWork.write>) => {
          const answer = await unitOfWork.write(...asked);
          batches += 1;
          if (batches === 1) {
            const input = { scope: 'workflow', ref: chainNamed('kept'), reason: 'LITIGATION' };
            const placed = await placeLegalHold(composition, world.caller('admin'), input);
            expect(placed.__typename).toBe('LegalHoldPlaced');
          }
          return answer;
        },
      } as typeof unitOfWork,
    };
    const { held } = await compactPayloads(interrupted, tenantId, TERMS);
    expect(batches).toBeGreaterThan(2);
    expect(held).toBeGreaterThan(500);
    expect(await payloadsOf('held')).toBe(0);
    expect(await payloadsOf('kept')).toBeGreaterThan(1_000);
    expect(await payloadsOf('unsealed')).toBe(20);
    await world.settle();
    for (const name of ['many', 'held', 'kept', 'unsealed']) expect(await verified(name)).toMatchObject({ ok: true });
    await compactPayloads(composition, tenantId, TERMS);
    expect(await payloadsOf('unsealed')).toBe(0);
  }, 120_000);

  it('twice at once takes everything once', async () => {
    await leaveReceipts(world, 'raced', 700);
    await world.settle();
    world.clock.advance({ days: 100 });
    const before = await told();
    const runs = await Promise.all([1, 2, 3].map(() => compactPayloads(composition, tenantId, TERMS)));
    const taken = runs.reduce((sum, { payloads }) => sum + payloads, 0);
    expect(taken).toBeGreaterThanOrEqual(1_400);
    expect((await told()).payloads - before.payloads).toBe(taken);
    expect(await payloadsOf('raced')).toBe(0);
    expect(await verified('raced')).toMatchObject({ ok: true, payloads: { removed: 1_400 } });
  }, 120_000);
});
