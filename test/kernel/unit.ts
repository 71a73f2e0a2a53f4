import { headsLock } from '../../cypher/generated/evidence.js';
import type { Statement } from '../../cypher/statement.js';
import { receiptPort } from '../../src/evidence/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { Graph } from '../../src/kernel/graph.js';
import { workflowId } from '../../src/kernel/receipts.js';
import { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import type { WriteStep } from '../../src/kernel/write-step.js';
import { rights } from '../../src/tenancy/index.js';
import type { World } from '../kit/world.js';

/** A unit of work over a graph and a clock of the test's own. */
export const unitOver = (graph: Graph, clock: Clock): UnitOfWork => new UnitOfWork(graph, clock, receiptPort, rights);

export const chain = (subject: string): string => workflowId('admin', subject);

/** Locks chains, in the order that the ledger asks for. */
export const lockChains = (step: WriteStep, ...subjects: string[]) =>
  step.lock(headsLock, { heads: subjects.toSorted().map((subject) => ({ id: chain(subject), kind: 'admin' })) });

/** A write of one node. */
export const insertNote: Statement<{ id: string }, { id: string }> = {
  name: 'test/note_insert',
  mode: 'write',
  text: 'CREATE (note:Note {tenantId: $tenantId, id: $id}) RETURN note.id AS id',
};

/** Leaves a receipt of a test's step in a chain. */
export const leaveReceipt = (step: WriteStep, subject: string, business: Record<string, unknown> = {}): void =>
  step.receipt({
    workflow: chain(subject),
    step: 'CREATE_PRODUCT',
    outcome: 'ALLOWED',
    resource: { type: 'Note', id: subject, version: 1 },
    business,
  });

/** Sequence and time of every receipt in a chain, in its order. */
export const receiptsOf = (world: World, subject: string) =>
  world.cypher<{ seq: number; at: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $id}) WHERE r.workflowSeq > 0
    RETURN r.workflowSeq AS seq, r.createdAt AS at ORDER BY r.workflowSeq`,
    { id: chain(subject) },
  );

/** How many nodes of a label the tenant has. */
export async function count(
  world: World,
  label: 'Note' | 'Receipt' | 'IdempotencyKey' | 'RevWorkflow',
): Promise<number> {
  const [found] = await world.cypher(`MATCH (n:${label} {tenantId: $tenantId}) RETURN count(n) AS n`);
  return found.n;
}
