import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder, whatever folder the command was called from. */
export const ROOT = resolve(import.meta.dirname, '../..');
/** Everything that is made on this machine and belongs to it alone; ignored by git. */
export const LOCAL = join(ROOT, '.local');
/** The product, compiled. */
export const DIST = join(ROOT, 'dist');

export const NEO4J_VERSION = '5.26.30';
export const NEO4J_LIB = join(LOCAL, 'neo4j', `lib-${NEO4J_VERSION}`);
export const REDIS_BIN = join(LOCAL, 'redis', 'bin');
export const TEST_PLACES = join(LOCAL, 'test');
/** What failed fault campaigns left behind. */
export const CHAOS_PLACES = join(LOCAL, 'chaos');

/** The files of one installation: the user's own (`.local`) or that of one run of tests or benches (`.local/test/<pid>`). */
export function placeAt(dir) {
  return {
    dir,
    neo4jHome: join(dir, 'neo4j', 'home'),
    redisData: join(dir, 'redis', 'data'),
    secrets: join(dir, 'secrets.env'),
    keys: join(dir, 'keys'),
    logs: join(dir, 'logs'),
    records: join(dir, 'run'),
    demoMark: join(dir, 'demo-loaded'),
  };
}

/** Makes the folders of a place, readable by their owner alone. */
export function makePlace(place) {
  for (const dir of [place.dir, place.neo4jHome, place.redisData, place.keys, place.logs, place.records]) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }
}
