import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNeo4jJars, ensureRedisServer, findJava } from './downloads.mjs';
import { atEnd, endOnSignals } from './ending.mjs';
import { placeEnvironment, withoutProductVariables } from './environment.mjs';
import { CHAOS_PLACES, ROOT } from './layout.mjs';
import { answersBolt, launchNeo4j } from './neo4j.mjs';
import { drawFreePort } from './ports.mjs';
import { startRecorded } from './processes.mjs';
import { answersRedis, launchRedis } from './redis.mjs';
import { openThrowAwayPlace, revgraph } from './throw-away.mjs';
import { compile } from './trial-mode.mjs';

const recordOf = (place, name) => join(place.records, `${name}.json`);

/** A process as the campaign watches it: its id, and how it ends. */
const watched = (child) => ({
  pid: child.pid,
  ended: new Promise((done) => child.once('exit', (code, signal) => done(signal ?? `exit ${code}`))),
});

/** The stores of a campaign: each can be started again and again on the same port and data. */
async function storesOf({ place, secrets }, env) {
  const java = await findJava(env);
  await ensureNeo4jJars(env);
  const server = await ensureRedisServer(env);
  const ports = { neo4j: await drawFreePort(), redis: await drawFreePort() };
  const settings = (name, password) => ({ place, env, record: recordOf(place, name), port: ports[name], password });
  const launch = {
    neo4j: () => launchNeo4j({ ...settings('neo4j', secrets.NEO4J_PASSWORD), java, isThrowAway: true }),
    redis: () => launchRedis({ ...settings('redis', secrets.REDIS_PASSWORD), server }),
  };
  const answers = {
    neo4j: () => answersBolt(ports.neo4j),
    redis: () => answersRedis(ports.redis, secrets.REDIS_PASSWORD),
  };
  return { ports, start: (name) => watched(launch[name]()), answers: (name) => answers[name]() };
}

/** What chaos/hands.ts asks for: how things are started on this machine. */
async function handsOf(opened, dist, userEnv) {
  const { place, secrets } = opened;
  const stores = await storesOf(opened, userEnv);
  const ports = { ...stores.ports, api: 0 };
  const ours = placeEnvironment({ place, secrets, ports, nodeEnv: 'production', logName: 'revgraph.chaos' });
  const env = { LOG_LEVEL: 'warn', ...userEnv, ...ours };
  return {
    dir: place.dir,
    dist,
    env,
    storePorts: stores.ports,
    startStore: stores.start,
    storeAnswers: stores.answers,
    startProcess: (name, program, processEnv) =>
      watched(
        startRecorded({
          command: process.execPath,
          args: [join(dist, 'bin', `${program}.js`)],
          cwd: ROOT,
          env: processEnv,
          log: join(place.logs, `${name}.log`),
          record: recordOf(place, name),
        }),
      ),
    revgraph: (args) => revgraph(dist, args, env),
    freePort: drawFreePort,
  };
}

/** Moves what a campaign leaves behind to where it stays. Gives the folder, as seen from here. */
function keep(place, seed) {
  mkdirSync(CHAOS_PLACES, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const kept = join(CHAOS_PLACES, `${stamp}-${seed}`);
  renameSync(place.dir, kept);
  return relative(process.cwd(), kept);
}

/** Runs a fault campaign (chaos/) on processes and stores of its own. Gives its exit code; what shows a failure is kept. */
export async function runChaos(args, userEnv) {
  endOnSignals();
  const env = withoutProductVariables(userEnv);
  const opened = await openThrowAwayPlace();
  const dist = await compile(opened.place, env);
  const { runCampaign } = await import(pathToFileURL(join(dist, 'chaos', 'campaign.js')));
  const { code, keepAs } = await runCampaign(args, () => handsOf(opened, dist, env));
  if (keepAs !== null && existsSync(opened.place.dir)) {
    atEnd(() => console.log(`Journal, logs and stores are kept in ${keep(opened.place, keepAs)}.`));
  }
  return code;
}
