import neo4j, { type Driver } from 'neo4j-driver';
import { importFile } from '../src/crm/index.js';
import type { Config } from '../src/kernel/config.js';
import type { Outcome } from '../src/kernel/outcomes.js';
import { PEOPLE, type Person, World, type WorldOptions } from '../test/kit/fresh-world.js';
import { inFlight } from './measure.js';

/** Runs `measure` in a fresh tenant and closes everything it opened. */
export async function inFreshWorld<T>(options: WorldOptions, measure: (world: World) => Promise<T>): Promise<T> {
  const world = await World.create(options);
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

/** The driver as a program without the product would use it, with the product's own settings (src/kernel/connections.ts). */
export function rawDriver({ uri, user, password }: Config['neo4j']): Driver {
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: 100,
    connectionAcquisitionTimeout: 5_000,
    connectionTimeout: 3_000,
  });
}

/** A sales floor: reps `ae-0` …, each under one of the managers `manager-0` …, beside the usual people. */
export function salesFloor(reps: number, managers: number): Person[] {
  const numbered = (count: number, person: (index: number) => Person) =>
    Array.from({ length: count }, (_, i) => person(i));
  return [
    ...PEOPLE,
    ...numbered(managers, (i) => ({ handle: `manager-${i}`, roles: ['sales_manager'], reportsTo: 'vp' })),
    ...numbered(reps, (i) => ({ handle: `ae-${i}`, roles: ['ae'], reportsTo: `manager-${i % managers}` })),
  ];
}

/** Makes `count` things with 16 in flight, the first one alone (its plans are made); gives what `make` gives, in order. */
export async function many<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [await make(0)];
  await inFlight(16, count - 1, async (index) => {
    made[index + 1] = await make(index + 1);
  });
  return made;
}

/** The outcome as the one that was wanted; a bench that measures refusals measures nothing. */
export function wanted<O extends Outcome, N extends O['__typename']>(
  outcome: O,
  name: N,
): Extract<O, { __typename: N }> {
  if (outcome.__typename !== name) throw new Error(JSON.stringify(outcome));
  return outcome as Extract<O, { __typename: N }>;
}

/** Imports lines of CSV, all of which must be taken. */
export async function imported(world: World, kind: string, lines: string[]): Promise<void> {
  const source = async function* () {
    yield Buffer.from(`${lines.join('\n')}\n`);
  };
  const known = world.composition.importKinds.get(kind);
  if (!known) throw new Error(`Nothing imports ${kind}`);
  const report = await importFile(world.composition, world.caller('admin'), known, source, {});
  const { counts } = wanted(report, 'ImportReport');
  if (counts.created !== lines.length - 1) throw new Error(JSON.stringify(report));
}
