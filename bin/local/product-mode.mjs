import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepChildren, stopChildren, untilReady } from './children.mjs';
import { atEnd, endOnSignals, isEnding } from './ending.mjs';
import { makePlace, ROOT } from './layout.mjs';
import { tryLock, unlock } from './lock.mjs';
import { hasNeo4jData } from './neo4j.mjs';
import { needFreePort } from './ports.mjs';
import { livingRecord, run } from './processes.mjs';
import { Refusal, say } from './refusal.mjs';
import { resetPlace, startLock } from './reset.mjs';
import { ensureSecrets } from './secrets.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';
import { productEnvironment, readSituation } from './situation.mjs';
import { ownStores, stopStores } from './stores.mjs';

const COMMAND_LINE = join(ROOT, 'dist', 'bin', 'revgraph.js');
const STORE_WATCH_MS = 2_000;

function readOptions(args) {
  const known = ['--once', '--reset', '--yes'];
  const strange = args.find((arg) => !known.includes(arg));
  if (strange) throw new Refusal(`npm start does not know ${strange}: npm start -- --help shows what there is.`);
  return { once: args.includes('--once'), reset: args.includes('--reset'), yes: args.includes('--yes') };
}

function lockPlace(place) {
  const lock = startLock(place);
  if (!tryLock(lock)) {
    const pid = livingRecord(lock)?.pid;
    throw new Refusal(`npm start already runs in this folder (process ${pid}): stop it there with Ctrl-C first.`);
  }
  atEnd(() => unlock(lock));
}

/** Lets a command of the command line speak to the terminal; gives its exit code. */
function speak(args, env) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [COMMAND_LINE, ...args], { cwd: ROOT, env, stdio: 'inherit' });
    atEnd(() => child.kill('SIGTERM'));
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Starts a store of ours again when it dies while we run. */
async function watchStores(stores) {
  while (!isEnding()) {
    await delay(STORE_WATCH_MS);
    if (isEnding()) return;
    const dead = stores.filter(({ isAlive }) => !isAlive());
    for (const { name } of dead) say(`${name} had ended and is started again.`);
    await Promise.all(dead.map(({ keep }) => keep()));
  }
}

async function migrate(env) {
  const done = await run(process.execPath, [COMMAND_LINE, 'migrate'], { cwd: ROOT, env });
  if (done.code !== 0) throw new Refusal(done.output.trim());
}

/** Loads the demo on the first start against these stores; with --once always, since its report is what is asked for. */
async function loadDemo({ place, userEnv }, once, env) {
  const target = `${userEnv.NEO4J_URI ?? 'local'}\n`;
  if (!once && existsSync(place.demoMark) && readFileSync(place.demoMark, 'utf8') === target) return;
  const code = await speak(['demo', 'load', ...(once ? ['--report'] : [])], env);
  if (isEnding()) return;
  if (code !== 0) throw new Refusal('The demo could not be loaded; the next start tries again.');
  writeFileSync(place.demoMark, target, { mode: 0o600 });
}

/** Lets the Neo4j that we started plan every statement behind the scenes, one at a time: users come first. */
async function planAhead({ userEnv }, env) {
  if (userEnv.NEO4J_URI) return;
  await run(process.execPath, [COMMAND_LINE, 'plan', '--at-once', '1'], { cwd: ROOT, env });
}

/** Starts stores and processes, loads the demo, says welcome, and stays until it is told to stop. Gives the exit code. */
export async function runProduct(args, processEnv) {
  const options = readOptions(args);
  const situation = readSituation(processEnv);
  const { place, userEnv, ports } = situation;
  endOnSignals(options.once ? undefined : () => 0);
  makePlace(place);
  lockPlace(place);
  if (options.reset && !(await resetPlace(situation, options.yes))) return 1;
  makePlace(place);
  await stopChildren(place);
  await needFreePort(ports.api, userEnv.HOST ?? '127.0.0.1', 'the API', 'PORT');
  const secrets = ensureSecrets(place, hasNeo4jData(place));
  const stores = ownStores({ ...situation, secrets });
  atEnd(() => stopStores(place));
  say('Starting …');
  // The first that fails ends the start: what the others have begun is stopped at the end.
  await Promise.all([ensurePackages(userEnv).then(() => ensureBuild(userEnv)), ...stores.map(({ keep }) => keep())]);
  const env = productEnvironment(situation, secrets);
  await migrate(env);
  atEnd(() => stopChildren(place));
  const failure = Promise.race([keepChildren(place, env), watchStores(stores)]).then(() => 0);
  const story = async () => {
    await untilReady(env);
    await loadDemo(situation, options.once, env);
    if (options.once) return 0;
    planAhead(situation, env).catch(() => undefined); // it only makes the first answers faster
    const code = await speak(['demo', 'welcome'], env);
    return code === 0 ? failure : code;
  };
  return await Promise.race([failure, story()]);
}
