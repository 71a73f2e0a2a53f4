import { afterAll, expect, it } from '@jest/globals';
import neo4j from 'neo4j-driver';
import { receiptPort } from '../../src/evidence/index.js';
import { Graph, type GraphTransaction } from '../../src/kernel/graph.js';
import { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { newId } from '../../src/kernel/values/ids.js';
import { rights } from '../../src/tenancy/index.js';
import { createWorld } from '../kit/world.js';
import { count, insertNote, leaveReceipt, lockChains, receiptsOf, unitOver } from './unit.js';

const world = await createWorld();

type Body<T> = (tx: GraphTransaction) => Promise<{ commit: boolean; value: T }>;

/** A store whose answer to the first commit gets lost on its way: what asked runs again. */
class LosesTheFirstAnswer extends Graph {
  override async transact<T>(body: Body<T>): Promise<T> {
    await super.transact(body);
    return super.transact(body);
  }
}

/** A store that breaks off the first run of every body, as a deadlock does, or a lock that was not had in time. */
const breaksOffOnce = (code: string) =>
  class BreaksOffOnce extends Graph {
    override async transact<T>(body: Body<T>): Promise<T> {
      let broken = false;
      return super.transact(async (tx) => {
        const done = await body(tx);
        if (broken) return done;
        broken = true;
        throw new neo4j.Neo4jError('broken off', code, 'broken off', '50N42');
      });
    }
  };

const graphs: Graph[] = [];
afterAll(() => Promise.all(graphs.map((graph) => graph.close())));

/** Makes a note over a store; gives how often the body ran and what was answered. */
async function makeNote(Store: typeof Graph, idempotencyKey: string | null) {
  const graph = new Store(world.composition.config.neo4j);
  graphs.push(graph);
  let runs = 0;
  const id = newId();
  const spec = { caller: world.caller('admin'), action: 'createUser', command: { id }, idempotencyKey };
  const answer = await unitOver(graph, world.clock).write(spec, async (step) => {
    await lockChains(step, id);
    runs++;
    step.write(insertNote, { id });
    leaveReceipt(step, id);
    return { __typename: 'NoteMade', id, run: runs };
  });
  return { id, runs, answer };
}

it.each([
  ['the client gave', 'mine'],
  ['was drawn', null],
])('after a commit whose answer was lost, under a key that %s', async (_which, key) => {
  const notes = await count(world, 'Note');
  const { id, runs, answer } = await makeNote(LosesTheFirstAnswer, key);
  expect(runs).toBe(1);
  expect(answer).toEqual({ __typename: 'NoteMade', id, run: 1 });
  expect(await receiptsOf(world, id)).toHaveLength(1);
  expect(await count(world, 'Note')).toBe(notes + 1);
});

it.each([
  'Neo.TransientError.Transaction.DeadlockDetected',
  'Neo.TransientError.Transaction.LockClientStopped',
  'Neo.ClientError.Transaction.LockClientStopped',
  'Neo.TransientError.Transaction.LockAcquisitionTimeout',
  'Neo.ClientError.Transaction.LockAcquisitionTimeout',
  'Neo.TransientError.General.DatabaseUnavailable',
])('after it was broken off by %s, it writes once', async (code) => {
  const { id, runs, answer } = await makeNote(breaksOffOnce(code), null);
  expect(runs).toBe(2);
  expect(answer).toEqual({ __typename: 'NoteMade', id, run: 2 });
  expect(await receiptsOf(world, id)).toHaveLength(1);
});

it('receipts have the same ids whichever run is committed: what was drawn is drawn once', async () => {
  const graph = new (breaksOffOnce('Neo.TransientError.Transaction.DeadlockDetected'))(world.composition.config.neo4j);
  graphs.push(graph);
  const drawn: string[][] = [];
  const chain: typeof receiptPort.chain = (write) => {
    drawn.push([...write.ids]);
    return receiptPort.chain(write);
  };
  const unit = new UnitOfWork(graph, world.clock, { chain }, rights);
  await unit.write({ caller: world.caller('admin'), action: 'createUser', command: {} }, async (step) => {
    await lockChains(step, 'drawn');
    leaveReceipt(step, 'drawn');
    leaveReceipt(step, 'drawn', { second: true });
    return { __typename: 'Done' };
  });
  expect(drawn).toHaveLength(2);
  expect(drawn[1]).toEqual(drawn[0]);
  expect(new Set(drawn[0]).size).toBe(2);
});

it('a saved answer is for the same caller and the same input', async () => {
  const { unitOfWork } = world.composition;
  const ask = (handle: string, command: object) =>
    unitOfWork.write(
      { caller: world.caller(handle), action: 'createUser', command, idempotencyKey: 'one' },
      async (step) => {
        await lockChains(step, 'shared');
        leaveReceipt(step, 'shared');
        return { __typename: 'Answered', by: handle };
      },
    );
  expect(await ask('admin', { a: 1, b: [2] })).toEqual({ __typename: 'Answered', by: 'admin' });
  expect(await ask('admin', { b: [2], a: 1 })).toEqual({ __typename: 'Answered', by: 'admin' });
  expect(await ask('admin', { a: 1, b: [3] })).toMatchObject({ __typename: 'IdempotencyConflict' });
  expect(await ask('admin2', { a: 1, b: [2] })).toEqual({ __typename: 'Answered', by: 'admin2' });
  expect(await receiptsOf(world, 'shared')).toHaveLength(2);
});
