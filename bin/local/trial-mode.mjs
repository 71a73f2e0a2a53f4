import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { atEnd, endOnSignals } from './ending.mjs';
import { withoutProductVariables } from './environment.mjs';
import { ROOT } from './layout.mjs';
import { run } from './processes.mjs';
import { Refusal, say } from './refusal.mjs';
import { ensurePackages, generateStatements } from './setup.mjs';
import { migrate, openThrowAwayPlace, revgraph, startThrowAwayStores, throwAwayEnvironment } from './throw-away.mjs';

/** The user's own stores are only written to when they say so. */
const ON_MY_STORES = '--on-my-stores';
const STORE_VARIABLES = ['NEO4J_URI', 'NEO4J_USER', 'NEO4J_PASSWORD', 'NEO4J_DATABASE', 'REDIS_URL'];

/**
 * Compiles product, benches and fault campaign into the place of this run: a long run keeps the code it began with,
 * whatever is built in the meantime.
 */
export async function compile(place, env) {
  await ensurePackages(env);
  await generateStatements(env);
  const dist = join(place.dir, 'dist');
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = await run(process.execPath, [tsc, '-p', 'tsconfig.bench.json', '--outDir', dist], { cwd: ROOT, env });
  if (done.code !== 0) say(`The sources have type errors, which fail the type check and not this run:\n${done.output}`);
  return dist;
}

function givenStores(userEnv) {
  for (const name of ['NEO4J_URI', 'NEO4J_PASSWORD', 'REDIS_URL']) {
    if (!userEnv[name])
      throw new Refusal(`${ON_MY_STORES} needs NEO4J_URI, NEO4J_PASSWORD and REDIS_URL, and ${name} is not set.`);
  }
  return Object.fromEntries(STORE_VARIABLES.filter((name) => userEnv[name]).map((name) => [name, userEnv[name]]));
}

function runEntry(dist, entry, args, env) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(dist, entry), ...args], { cwd: ROOT, env, stdio: 'inherit' });
    atEnd(() => child.kill('SIGTERM'));
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

/**
 * Runs a program that tries the product (`bench/bench.js`), compiled, against a Neo4j and a Redis of its own, which are
 * deleted afterwards. Gives its exit code. `--help`, or no argument, starts no store.
 */
export async function runTrial(entry, args, userEnv) {
  endOnSignals();
  const env = withoutProductVariables(userEnv);
  const given = args.filter((arg) => arg !== ON_MY_STORES);
  const opened = await openThrowAwayPlace();
  if (given.length === 0 || given.some((arg) => arg === '--help' || arg === '-h')) {
    return runEntry(await compile(opened.place, env), entry, ['--help'], env);
  }
  const mine = given.length < args.length ? givenStores(userEnv) : undefined;
  const [dist, ports] = await Promise.all([
    compile(opened.place, env),
    mine ? { neo4j: 0, redis: 0, api: 0 } : startThrowAwayStores(opened, env),
  ]);
  const trialEnv = { ...throwAwayEnvironment(opened, ports, env), ...mine };
  say(
    mine
      ? 'On the stores that NEO4J_URI and REDIS_URL name.'
      : `Neo4j on port ${ports.neo4j} and Redis on port ${ports.redis}, for this run alone.`,
  );
  await migrate(dist, trialEnv);
  // First plans of a Neo4j that has just started take longer than a transaction may, once many are asked for together.
  await revgraph(dist, ['plan', '--within', '40'], trialEnv);
  return runEntry(dist, entry, given, trialEnv);
}
