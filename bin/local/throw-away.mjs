import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNeo4jJars, ensureRedisServer, findJava } from './downloads.mjs';
import { atEnd } from './ending.mjs';
import { placeEnvironment } from './environment.mjs';
import { makePlace, placeAt, ROOT, TEST_PLACES } from './layout.mjs';
import { startNeo4j } from './neo4j.mjs';
import { drawFreePort } from './ports.mjs';
import { endRecorded, livingRecord, ownRecord, run, writeRecord } from './processes.mjs';
import { startRedis } from './redis.mjs';
import { Refusal } from './refusal.mjs';
import { ensureSecrets } from './secrets.mjs';

/** Another program may take a drawn port before the store does: then others are drawn. */
const PORT_DRAWS = 3;

async function removePlace(place) {
  const records = existsSync(place.records) ? readdirSync(place.records) : [];
  for (const record of records) await endRecorded(join(place.records, record), 0);
  rmSync(place.dir, { recursive: true, force: true, maxRetries: 3 });
}

/** Ends the stores and deletes the folders of runs that were killed. */
async function clearDeadPlaces() {
  if (!existsSync(TEST_PLACES)) return;
  for (const name of readdirSync(TEST_PLACES)) {
    const dir = join(TEST_PLACES, name);
    if (livingRecord(join(dir, 'owner.json'))) continue;
    // A folder without an owner may be one that is just being made.
    const made = statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!existsSync(join(dir, 'owner.json')) && Date.now() - made < 60_000) continue;
    await removePlace(placeAt(dir));
  }
}

/** A place for this run alone, with keys of its own: deleted at the end, its processes ended before. */
export async function openThrowAwayPlace() {
  const place = placeAt(join(TEST_PLACES, String(process.pid)));
  await removePlace(place); // of an earlier run that was killed and had this process id
  makePlace(place);
  writeRecord(join(place.dir, 'owner.json'), ownRecord());
  atEnd(() => removePlace(place));
  await clearDeadPlaces();
  return { place, secrets: ensureSecrets(place, false) };
}

async function startOnFreePort(record, start) {
  for (let draw = 1; ; draw++) {
    const port = await drawFreePort();
    try {
      await start(port);
      return port;
    } catch (error) {
      await endRecorded(record, 0);
      if (draw === PORT_DRAWS) throw error;
    }
  }
}

/**
 * Starts a Neo4j and a Redis in a throw-away place, that Neo4j with a page cache of its usual size unless one is named; `isBrief`: it is
 * needed for minutes. Gives their ports, and one that is free for the API.
 */
export async function startThrowAwayStores({ place, secrets }, env, { pageCache, isBrief = false } = {}) {
  const java = await findJava(env);
  await ensureNeo4jJars(env);
  const server = await ensureRedisServer(env);
  const shared = { place, env, isThrowAway: true };
  const [neo4jRecord, redisRecord] = ['neo4j.json', 'redis.json'].map((name) => join(place.records, name));
  const [neo4j, redis] = await Promise.all([
    startOnFreePort(neo4jRecord, (port) => {
      const settings = { record: neo4jRecord, java, port, password: secrets.NEO4J_PASSWORD, pageCache, isBrief };
      return startNeo4j({ ...shared, ...settings });
    }),
    startOnFreePort(redisRecord, (port) => {
      return startRedis({ ...shared, record: redisRecord, server, port, password: secrets.REDIS_PASSWORD });
    }),
  ]);
  return { neo4j, redis, api: await drawFreePort() };
}

/** What the product reads when it runs on throw-away stores: `env` without its own variables, and the place's. */
export function throwAwayEnvironment({ place, secrets }, ports, env) {
  const ours = placeEnvironment({ place, secrets, ports, nodeEnv: 'test', logName: 'revgraph.test' });
  return { LOG_LEVEL: 'warn', ...env, ...ours };
}

/** Runs a command of a build's command line. Gives its exit code and output. */
export const revgraph = (dist, args, env) =>
  run(process.execPath, [join(dist, 'bin', 'revgraph.js'), ...args], { cwd: ROOT, env });

/** Brings the stores of an environment to this version's schema. */
export async function migrate(dist, env) {
  const done = await revgraph(dist, ['migrate'], env);
  if (done.code !== 0) throw new Refusal(`The migrations failed:\n${done.output}`);
}
