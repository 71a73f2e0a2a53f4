import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureNeo4jJars, ensureRedisServer, findJava } from './downloads.mjs';
import { atEnd, endOnSignals } from './ending.mjs';
import { placeEnvironment, withoutProductVariables } from './environment.mjs';
import { makePlace, placeAt, ROOT, TEST_PLACES } from './layout.mjs';
import { startNeo4j } from './neo4j.mjs';
import { drawFreePort } from './ports.mjs';
import { endRecorded, livingRecord, ownRecord, run, writeRecord } from './processes.mjs';
import { startRedis } from './redis.mjs';
import { Refusal, say } from './refusal.mjs';
import { ensureSecrets } from './secrets.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';

/** One core is left to the stores; a Neo4j of half a gigabyte is not asked by more than six at once. */
const WORKERS = `--maxWorkers=${Math.min(6, Math.max(2, availableParallelism() - 1))}`;
/** Another program may take a drawn port before the store does: then others are drawn. */
const PORT_DRAWS = 3;

async function removePlace(place) {
  const records = existsSync(place.records) ? readdirSync(place.records) : [];
  for (const record of records) await endRecorded(join(place.records, record), 0);
  rmSync(place.dir, { recursive: true, force: true, maxRetries: 3 });
}

/** Ends the stores and deletes the folders of test runs that were killed. */
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

async function startStores(place, secrets, env) {
  const java = await findJava(env);
  await ensureNeo4jJars(env);
  const server = await ensureRedisServer(env);
  const shared = { place, env, isThrowAway: true };
  const [neo4jRecord, redisRecord] = ['neo4j.json', 'redis.json'].map((name) => join(place.records, name));
  const [neo4j, redis] = await Promise.all([
    startOnFreePort(neo4jRecord, (port) => {
      return startNeo4j({ ...shared, record: neo4jRecord, java, port, password: secrets.NEO4J_PASSWORD });
    }),
    startOnFreePort(redisRecord, (port) => {
      return startRedis({ ...shared, record: redisRecord, server, port, password: secrets.REDIS_PASSWORD });
    }),
  ]);
  return { neo4j, redis, api: await drawFreePort() };
}

const revgraph = (args, env) =>
  run(process.execPath, [join(ROOT, 'dist', 'bin', 'revgraph.js'), ...args], { cwd: ROOT, env });

async function migrate(env) {
  const done = await revgraph(['migrate'], env);
  if (done.code !== 0) throw new Refusal(`The migrations failed:\n${done.output}`);
}

/** Whether jest is asked for chosen tests: then it waits for nothing that only many tests at once make worth waiting for. */
const isPart = (args) => args.some((arg) => !arg.startsWith('-') || /^(-t|--testNamePattern)/.test(arg));

function jest(args, env) {
  const given = args.some((arg) => /^(--maxWorkers|-w\b|--runInBand|-i$)/.test(arg)) ? args : [WORKERS, ...args];
  const command = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...given,
  ];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: 'inherit' });
    atEnd(() => child.kill('SIGTERM'));
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Runs the tests against a Neo4j and a Redis of their own, and deletes both afterwards. Gives jest's exit code. */
export async function runTests(args, userEnv) {
  endOnSignals();
  const env = withoutProductVariables(userEnv);
  const place = placeAt(join(TEST_PLACES, String(process.pid)));
  await removePlace(place); // of an earlier run that was killed and had this process id
  makePlace(place);
  writeRecord(join(place.dir, 'owner.json'), ownRecord());
  atEnd(() => removePlace(place));
  await clearDeadPlaces();
  const secrets = ensureSecrets(place, false);
  const [ports] = await Promise.all([
    startStores(place, secrets, env),
    ensurePackages(env).then(() => ensureBuild(env, { mayHaveTypeErrors: true })),
  ]);
  say(`Neo4j on port ${ports.neo4j} and Redis on port ${ports.redis}, for these tests alone.`);
  const testEnv = { ...env, ...placeEnvironment({ place, secrets, ports, nodeEnv: 'test', logName: 'revgraph.test' }) };
  testEnv.LOG_LEVEL ??= 'warn';
  await migrate(testEnv);
  // On a Neo4j that has just started, first plans for several tests at once take longer than a transaction may. A statement
  // that cannot be planned is a test's to tell.
  if (!isPart(args)) await revgraph(['plan', '--within', '40'], testEnv);
  return jest(args, testEnv);
}
