import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './layout.mjs';
import { livingRecord } from './processes.mjs';
import { Refusal } from './refusal.mjs';
import { readSecrets } from './secrets.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';
import { productEnvironment, readSituation } from './situation.mjs';
import { storeRecords } from './stores.mjs';

/** First words of commands that work on files, keys and addresses alone. */
const WITHOUT_STORES = [undefined, 'help', '--help', '-h', 'verify', 'log', 'token'];

function needStores({ place, userEnv }) {
  const records = storeRecords(place);
  const down = [
    ...(userEnv.NEO4J_URI || livingRecord(records.neo4j) ? [] : ['Neo4j']),
    ...(userEnv.REDIS_URL || livingRecord(records.redis) ? [] : ['Redis']),
  ];
  if (down.length === 0) return;
  throw new Refusal(
    `The local ${down.join(' and ')} ${down.length > 1 ? 'are' : 'is'} not running: npm start starts what this command needs.`,
  );
}

/** The ports that the running processes were started with; what the user chose where nothing runs. */
function portsInUse({ place, ports }) {
  const used = { ...storeRecords(place), api: join(place.records, 'api.json') };
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, livingRecord(used[name])?.port ?? port]),
  );
}

/** Runs a command of the command line in the environment of this folder. Gives its exit code. */
export async function runCommand(args, processEnv) {
  const situation = readSituation(processEnv);
  const { place, userEnv } = situation;
  if (!WITHOUT_STORES.includes(args[0]) && !args.includes('--help')) needStores(situation);
  await ensurePackages(userEnv);
  await ensureBuild(userEnv);
  const secrets = readSecrets(place);
  const env = secrets ? productEnvironment({ ...situation, ports: portsInUse(situation) }, secrets) : userEnv;
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'bin', 'revgraph.js'), ...args], { env, stdio: 'inherit' });
  // Ctrl-C reaches the command itself, and it decides how to end; what reaches only us is handed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
