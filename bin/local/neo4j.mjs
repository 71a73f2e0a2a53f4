import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEO4J_LIB, NEO4J_VERSION } from './layout.mjs';
import { askPort } from './ports.mjs';
import { startRecorded, untilAnswering } from './processes.mjs';
import { Refusal } from './refusal.mjs';

const START_LIMIT_MS = 90_000;
/** Bolt's greeting: its magic number and the versions we would speak (5.4, and any 5 below it). */
const BOLT_GREETING = Buffer.from('6060b01700040405000000000000000000000000', 'hex');

const JAVA_OPTIONS = [
  '-Xms512m',
  '-Xmx512m',
  '-XX:+UseG1GC',
  '-XX:+ExitOnOutOfMemoryError',
  ...['java.nio', 'java.io', 'sun.nio.ch', 'java.util.concurrent'].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
  ),
];

/**
 * Of a store that is needed for minutes: code that is compiled once and quickly. Compiling it a second time, for speed, took two fifths of
 * what such a store ran (78 s of processor time until its first world stood and was used, against 46 s).
 */
const BRIEFLY = ['-XX:TieredStopAtLevel=1'];

function configuration({ port, isThrowAway, pageCache = '256m' }) {
  return `${[
    `server.bolt.listen_address=127.0.0.1:${port}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.usage_report.enabled=false',
    `server.memory.pagecache.size=${pageCache}`,
    // Without these a stopped holder of a lock blocks everyone for good.
    'db.lock.acquisition.timeout=3s',
    'db.transaction.timeout=10s',
    // Half a gigabyte of log files made in advance helps a store that lives, not one that is deleted after a test run.
    ...(isThrowAway ? ['db.tx_log.preallocate=false'] : []),
  ].join('\n')}\n`;
}

/**
 * The user that Neo4j makes on its very first start, in the form that `neo4j-admin dbms set-initial-password` writes:
 * SHA-256 of salt and password, hashed 1,024 times. So there is no moment in which the well-known first password works.
 */
function firstUser(password) {
  const salt = randomBytes(32);
  let hash = createHash('sha256').update(salt).update(password).digest();
  for (let round = 1; round < 1024; round++) hash = createHash('sha256').update(hash).digest();
  return `neo4j:SHA-256,${hash.toString('hex')},${salt.toString('hex')},1024:\n`;
}

/** True when this home already holds a database, and with it a password. */
export const hasNeo4jData = (place) => existsSync(join(place.neo4jHome, 'data', 'databases'));

/** True when a Neo4j answers on a local port. */
export async function answersBolt(port) {
  const answer = await askPort(port, BOLT_GREETING, (bytes) => bytes.length >= 4);
  return answer !== undefined && answer.readUInt32BE(0) !== 0;
}

function writeFiles({ place, password, ...settings }) {
  const conf = join(place.neo4jHome, 'conf');
  mkdirSync(conf, { recursive: true, mode: 0o700 });
  writeFileSync(join(conf, 'neo4j.conf'), configuration(settings), { mode: 0o600 });
  if (hasNeo4jData(place)) return;
  const dbms = join(place.neo4jHome, 'data', 'dbms');
  mkdirSync(dbms, { recursive: true, mode: 0o700 });
  writeFileSync(join(dbms, 'auth.ini'), firstUser(password), { mode: 0o600 });
}

/**
 * Starts a Neo4j in its place and gives its process; it answers later. Its record holds port and version. `isBrief`: it is needed for
 * minutes. `pageCache`: the memory in which it keeps the store, in Neo4j's form.
 */
export function launchNeo4j({ place, record, java, port, password, env, isThrowAway, isBrief, pageCache }) {
  writeFiles({ place, port, password, isThrowAway, pageCache });
  const home = place.neo4jHome;
  return startRecorded({
    command: java,
    args: [
      ...JAVA_OPTIONS,
      ...(isBrief ? BRIEFLY : []),
      '-cp',
      join(NEO4J_LIB, '*'),
      'org.neo4j.server.CommunityEntryPoint',
      `--home-dir=${home}`,
      `--config-dir=${join(home, 'conf')}`,
    ],
    cwd: home,
    env,
    log: join(place.logs, 'neo4j.log'),
    record,
    facts: { port, version: NEO4J_VERSION },
  });
}

/** Starts a Neo4j in its place and waits until it answers. */
export async function startNeo4j(settings) {
  const { place, record, port } = settings;
  launchNeo4j(settings);
  if (await untilAnswering(record, () => answersBolt(port), START_LIMIT_MS)) return;
  throw new Refusal(`Neo4j did not start: its reason is at the end of ${join(place.logs, 'neo4j.log')}.`);
}
