import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL, NEO4J_LIB, NEO4J_VERSION, REDIS_BIN } from './layout.mjs';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';
import { Refusal, say } from './refusal.mjs';

const OLDEST_JAVA = 17;
const OLDEST_REDIS = [6, 2];
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const REDIS_ARTIFACT = 'com.github.codemonstur:embedded-redis:1.4.3';
const WITHOUT_LOCAL = 'or use docker-compose.yml, or set NEO4J_URI and REDIS_URL to stores of your own';
const LOCK = join(LOCAL, 'downloads.lock');

const NEO4J_ARTIFACT = `
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${NEO4J_VERSION}</version></dependency>`;

/** The path of a Java that Neo4j runs on: JAVA_HOME's, else the PATH's. Refuses a missing or an old one. */
export async function findJava(env) {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const shown = await run(java, ['-version'], { env }).catch(() => ({ code: 1, output: '' }));
  const version = shown.output.match(/version "(?:1\.)?(\d+)/)?.[1];
  const found = shown.code !== 0 ? 'found none' : `found ${version ?? 'an unknown one'}`;
  if (shown.code !== 0 || !(Number(version) >= OLDEST_JAVA)) {
    const where = env.JAVA_HOME ? ` in JAVA_HOME (${env.JAVA_HOME})` : '';
    throw new Refusal(
      `Neo4j needs Java ${OLDEST_JAVA} or newer, and this ${found}${where}: install a JDK or JRE ${OLDEST_JAVA} or 21, ${WITHOUT_LOCAL}.`,
    );
  }
  return java;
}

async function needMaven(env, purpose) {
  const shown = await run('mvn', ['-v'], { env }).catch(() => ({ code: 1 }));
  if (shown.code === 0) return;
  throw new Refusal(`${purpose} is fetched with Maven, and mvn was not found: install Apache Maven, ${WITHOUT_LOCAL}.`);
}

/** Runs one goal of the plugin in a new folder: Maven puts its own marks beside the project file, and so beside what it fetches. */
async function maven(env, purpose, folder, dependencies, args) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pom = join(folder, 'pom.xml');
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>revgraph.local</groupId><artifactId>stores</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>${dependencies}
  </dependencies>
</project>
`,
  );
  // -C: a download whose checksum differs is refused, not just warned about.
  const done = await run('mvn', ['-B', '-ntp', '-q', '-C', '-f', pom, ...args], { env });
  if (done.code === 0) return;
  const log = join(LOCAL, 'maven.log');
  writeFileSync(log, done.output);
  throw new Refusal(`Maven could not fetch ${purpose} (see ${log}): check the way to Maven Central and start again.`);
}

/** Neo4j's jars, fetched once and shared by the product and the tests: complete or absent, since the folder is renamed at the end. */
export async function ensureNeo4jJars(env) {
  if (existsSync(NEO4J_LIB)) return;
  await withLock(LOCK, async () => {
    if (existsSync(NEO4J_LIB)) return;
    const purpose = `Neo4j ${NEO4J_VERSION}`;
    await needMaven(env, purpose);
    say(`Fetching ${purpose} (123 MB, once) …`);
    const part = `${NEO4J_LIB}.part`;
    const target = ['-DincludeScope=runtime', `-DoutputDirectory=${part}`];
    await maven(env, purpose, part, NEO4J_ARTIFACT, [`${PLUGIN}:copy-dependencies`, ...target]);
    renameSync(part, NEO4J_LIB);
  });
}

const isNewEnough = (shown) => {
  const [major, minor] = (shown.match(/v=(\d+)\.(\d+)/) ?? []).slice(1).map(Number);
  return major > OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor >= OLDEST_REDIS[1]);
};

function fetchedRedis() {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const name = existsSync(REDIS_BIN) && readdirSync(REDIS_BIN).find((file) => file.endsWith(platform));
  return name ? join(REDIS_BIN, name) : undefined;
}

async function fetchRedis(env) {
  await needMaven(env, 'Redis');
  say('Fetching Redis 6.2 (once) …');
  const part = `${REDIS_BIN}.part`;
  const target = ['-Dmdep.unpack.includes=redis-server-*', `-DoutputDirectory=${part}`];
  await maven(env, 'Redis', part, '', [`${PLUGIN}:unpack`, `-Dartifact=${REDIS_ARTIFACT}`, ...target]);
  for (const file of readdirSync(part)) chmodSync(join(part, file), 0o700);
  rmSync(REDIS_BIN, { recursive: true, force: true });
  renameSync(part, REDIS_BIN);
}

/** The path of a redis-server that is new enough: the PATH's, else one fetched once with Maven. */
export async function ensureRedisServer(env) {
  const installed = await run('redis-server', ['--version'], { env }).catch(() => ({ output: '' }));
  if (isNewEnough(installed.output)) return 'redis-server';
  await withLock(LOCK, async () => {
    if (!fetchedRedis()) await fetchRedis(env);
  });
  const fetched = fetchedRedis();
  const shown = fetched && (await run(fetched, ['--version'], { env }).catch(() => undefined));
  if (shown?.code === 0) return fetched;
  throw new Refusal(
    `No Redis is known for ${process.platform} on ${process.arch}: install redis-server 6.2 or newer, ${WITHOUT_LOCAL}.`,
  );
}
