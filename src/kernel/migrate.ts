import { migrations } from '../../cypher/generated/migrations.js';
import {
  migrationFind,
  migrationLockClaim,
  migrationLockRelease,
  migrationMark,
} from '../../cypher/generated/system.js';
import type { Clock } from './clock.js';
import { instantNow } from './clock.js';
import { StartupError } from './errors.js';
import type { Graph } from './graph.js';
import { newId } from './values/ids.js';
import { instantOf } from './values/instants.js';

/** A migrator that died holds the lock no longer than this. */
const LEASE_MS = 120_000;

/** For the start of a process: throws StartupError, with what to do, unless the graph has exactly this build's migrations. */
export async function assertMigrated(graph: Graph): Promise<void> {
  const found = await graph.readSystem(migrationFind, {});
  assertNotAhead(found);
  const missing = migrations.filter(({ version }) => !found.some((applied) => applied.version === version));
  if (missing.length === 0) return;
  throw new StartupError(
    `The graph lacks ${missing.map(({ name }) => name).join(', ')}: run "npm run revgraph -- migrate" first.`,
  );
}

function assertNotAhead(found: { version: number }[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const ahead = found.find(({ version }) => version > newest);
  if (!ahead) return;
  throw new StartupError(
    `The graph is at version ${ahead.version}, newer than this build's ${newest}; use a newer build.`,
  );
}

/** What a migration does beside its statements, after them, by its name: it may be ended anywhere, and begins again. */
export type MigrationSteps = Readonly<Record<string, (graph: Graph) => Promise<unknown>>>;

/** Brings the graph to this build's version, one migrator at a time. Gives the names of what was applied. */
export async function migrate(graph: Graph, clock: Clock, steps: MigrationSteps): Promise<string[]> {
  const owner = newId();
  const now = clock.now();
  const [lock] = await graph.transact(async (tx) => ({
    commit: true,
    value: await tx.run(migrationLockClaim, { owner, at: instantOf(now), until: instantOf(now + LEASE_MS) }),
  }));
  if (!lock?.claimed) throw new StartupError('Another process is migrating the graph; start again in a moment.');
  try {
    const found = await graph.readSystem(migrationFind, {});
    assertNotAhead(found);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (found.some(({ version }) => version === migration.version)) continue;
      for (const text of migration.statements) await graph.runSchema(text);
      await steps[migration.name]?.(graph);
      await graph.transact(async (tx) => ({
        commit: true,
        value: await tx.run(migrationMark, { version: migration.version, name: migration.name, at: instantNow(clock) }),
      }));
      applied.push(migration.name);
    }
    if (applied.length > 0) await graph.runSchema('CALL db.awaitIndexes(300)');
    return applied;
  } finally {
    await graph.transact(async (tx) => ({ commit: true, value: await tx.run(migrationLockRelease, { owner }) }));
  }
}
