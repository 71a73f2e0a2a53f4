import { describe, expect, it } from '@jest/globals';
import { migrationSteps } from '../../bin/migration-steps.js';
import { migrations } from '../../cypher/generated/migrations.js';
import { migrationFind, migrationLockClaim, migrationMark } from '../../cypher/generated/system.js';
import type { Graph } from '../../src/kernel/graph.js';
import { migrate } from '../../src/kernel/migrate.js';
import { ManualClock } from '../kit/clock.js';
import { WORLD_START } from '../kit/fresh-world.js';

const last = migrations.at(-1) as (typeof migrations)[number];

/** A graph that lacks the last migration, and takes down what is asked of it. */
function graphBeforeLast() {
  const did: string[] = [];
  const run = async (statement: { name?: string }, params: { version?: number }) => {
    if (statement === migrationMark) did.push(`mark ${params.version}`);
    return statement === migrationLockClaim ? [{ claimed: true }] : [];
  };
  const graph = {
    transact: async (body: (tx: { run: typeof run }) => Promise<{ value: unknown }>) => (await body({ run })).value,
    readSystem: async (statement: unknown) =>
      statement === migrationFind ? migrations.slice(0, -1).map(({ version }) => ({ version })) : [],
    runSchema: async (text: string) => void did.push(text),
  };
  return { did, graph: graph as unknown as Graph };
}

describe('a step of a migration', () => {
  const clock = new ManualClock(WORLD_START);

  it('comes after the statements and before the mark', async () => {
    const { did, graph } = graphBeforeLast();
    await migrate(graph, clock, { [last.name]: async () => void did.push('step') });
    expect(did).toEqual([...last.statements, 'step', `mark ${last.version}`, 'CALL db.awaitIndexes(300)']);
  });

  it('that failed leaves its migration to be done again', async () => {
    const { did, graph } = graphBeforeLast();
    const failing = migrate(graph, clock, { [last.name]: () => Promise.reject(new Error('ended')) });
    await expect(failing).rejects.toThrow('ended');
    expect(did.filter((one) => one.startsWith('mark'))).toEqual([]);
  });

  it('is one of a migration that there is', () => {
    const names = migrations.map(({ name }) => name);
    for (const name of Object.keys(migrationSteps('00'.repeat(32)))) expect(names).toContain(name);
  });
});
