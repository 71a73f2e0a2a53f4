import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { atEnd, endOnSignals } from './ending.mjs';
import { withoutProductVariables } from './environment.mjs';
import { DIST, ROOT } from './layout.mjs';
import { say } from './refusal.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';
import { migrate, openThrowAwayPlace, revgraph, startThrowAwayStores, throwAwayEnvironment } from './throw-away.mjs';

/** One core is left to the stores; a Neo4j of half a gigabyte is not asked by more than six at once. */
const WORKERS = `--maxWorkers=${Math.min(6, Math.max(2, availableParallelism() - 1))}`;

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
  const opened = await openThrowAwayPlace();
  const [ports] = await Promise.all([
    startThrowAwayStores(opened, env, { isBrief: isPart(args) }),
    ensurePackages(env).then(() => ensureBuild(env, { mayHaveTypeErrors: true })),
  ]);
  say(`Neo4j on port ${ports.neo4j} and Redis on port ${ports.redis}, for these tests alone.`);
  const testEnv = throwAwayEnvironment(opened, ports, env);
  await migrate(DIST, testEnv);
  // On a Neo4j that has just started, first plans for several tests at once take longer than a transaction may. A statement
  // that cannot be planned is a test's to tell.
  if (!isPart(args)) await revgraph(DIST, ['plan', '--within', '40'], testEnv);
  return jest(args, testEnv);
}
