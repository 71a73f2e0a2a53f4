import { join } from 'node:path';
import { ensureNeo4jJars, ensureRedisServer, findJava } from './downloads.mjs';
import { NEO4J_VERSION } from './layout.mjs';
import { answersBolt, startNeo4j } from './neo4j.mjs';
import { needFreePort } from './ports.mjs';
import { endRecorded, livingRecord, untilAnswering } from './processes.mjs';
import { answersRedis, startRedis } from './redis.mjs';

/** What a store needs to write down before it ends; a Neo4j that is killed instead only starts more slowly. */
const STOP_LIMIT_MS = 30_000;
/** How long a store that still runs may take to answer (it may be starting) before it is ended and started anew. */
const ADOPT_LIMIT_MS = 20_000;

/** The records of a place's two stores. */
export const storeRecords = (place) => ({
  neo4j: join(place.records, 'neo4j.json'),
  redis: join(place.records, 'redis.json'),
});

/** Ends the local stores of a place, if they run. */
export async function stopStores(place) {
  await Promise.all(Object.values(storeRecords(place)).map((record) => endRecorded(record, STOP_LIMIT_MS)));
}

async function keepNeo4j({ place, secrets, ports, env }) {
  const record = storeRecords(place).neo4j;
  const living = livingRecord(record);
  const isOurs = living?.port === ports.neo4j && living.version === NEO4J_VERSION;
  if (isOurs && (await untilAnswering(record, () => answersBolt(ports.neo4j), ADOPT_LIMIT_MS))) return;
  await endRecorded(record, STOP_LIMIT_MS);
  await needFreePort(ports.neo4j, '127.0.0.1', 'Neo4j', 'REVGRAPH_NEO4J_PORT');
  const java = await findJava(env);
  await ensureNeo4jJars(env);
  await startNeo4j({ place, record, java, port: ports.neo4j, password: secrets.NEO4J_PASSWORD, env });
}

async function keepRedis({ place, secrets, ports, env }) {
  const record = storeRecords(place).redis;
  const living = livingRecord(record);
  const answers = () => answersRedis(ports.redis, secrets.REDIS_PASSWORD);
  if (living?.port === ports.redis && (await untilAnswering(record, answers, ADOPT_LIMIT_MS))) return;
  await endRecorded(record, STOP_LIMIT_MS);
  await needFreePort(ports.redis, '127.0.0.1', 'Redis', 'REVGRAPH_REDIS_PORT');
  const server = await ensureRedisServer(env);
  await startRedis({ place, record, server, port: ports.redis, password: secrets.REDIS_PASSWORD, env });
}

/**
 * The stores that this place runs itself. `keep` takes over a healthy one, ends a sick one and starts a missing one;
 * `isAlive` only looks whether the process is there, since a busy store may be slow to answer.
 */
export function ownStores(situation) {
  const { userEnv, place } = situation;
  const records = storeRecords(place);
  return [
    ...(userEnv.NEO4J_URI ? [] : [{ name: 'Neo4j', record: records.neo4j, keep: keepNeo4j }]),
    ...(userEnv.REDIS_URL ? [] : [{ name: 'Redis', record: records.redis, keep: keepRedis }]),
  ].map(({ name, record, keep }) => ({
    name,
    keep: () => keep(situation),
    isAlive: () => livingRecord(record) !== undefined,
  }));
}
