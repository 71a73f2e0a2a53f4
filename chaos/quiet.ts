import { setTimeout as after } from 'node:timers/promises';
import { Redis } from 'ioredis';
import neo4j from 'neo4j-driver';
import type { Clients } from './clients.js';
import type { Stage } from './stage.js';

/** A killed worker's job is taken up within 45 s, a lost one found by the sweep a minute later: nothing takes longer. */
const QUIET_WITHIN_MS = 120_000;
/** Nothing is answered later than 15 s after it was asked, or after its process went on. */
const HEARD_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** What is left to do, by name; nothing is quiet while one is above 0. */
type Left = Record<string, number>;

const LEFT_IN_GRAPH = `
  CALL () { MATCH (r:Unsealed) RETURN count(r) AS unsealed }
  CALL () { MATCH (head:LogHead) MATCH (told:Announcement {tenantId: head.tenantId}) WHERE told.through < head.size
    RETURN count(*) AS unannounced }
  CALL () { MATCH (lead:Lead) WHERE lead.status = 'received' OR lead.waitingIn IS NOT NULL RETURN count(lead) AS unrouted }
  RETURN unsealed, unannounced, unrouted`;
/** Where BullMQ keeps what is to be done; deadlines wait in the queue of their sweep, and that is no work left. */
const QUEUES = { routing: ['wait', 'active', 'delayed', 'prioritized', 'paused'], sla: ['wait', 'active'] };

/** BullMQ's score of a delayed job: milliseconds times this, and a counter. */
const SCORE_PER_MS = 4_096;
/** The sweep of deadlines comes round every minute. */
const SWEEP_WITHIN_MS = 65_000;

/**
 * Waits, once all faults are over, until everybody is ready, every request has ended, everything is sealed and announced
 * and every job has run. Gives a sentence for each thing that did not come to rest in time.
 */
export async function untilQuiet(stage: Stage, clients: Clients): Promise<string[]> {
  await stage.untilReady();
  const unheard = await clients.allHeard(HEARD_WITHIN_MS);
  const troubles =
    unheard > 0 ? [`${unheard} requests had neither answer nor end ${HEARD_WITHIN_MS / 1_000} s later`] : [];
  const left = await untilNothingIsLeft(stage);
  for (const [what, count] of Object.entries(left)) {
    if (count > 0) troubles.push(`${count} ${what} ${QUIET_WITHIN_MS / 1_000} s after the last fault`);
  }
  return troubles;
}

async function untilNothingIsLeft({ hands: { env } }: Stage): Promise<Left> {
  const auth = neo4j.auth.basic(env.NEO4J_USER as string, env.NEO4J_PASSWORD as string);
  const driver = neo4j.driver(env.NEO4J_URI as string, auth, { disableLosslessIntegers: true });
  const redis = new Redis(env.REDIS_URL as string);
  redis.on('error', () => undefined);
  const deadline = performance.now() + QUIET_WITHIN_MS;
  try {
    for (let quietLooks = 0; ; ) {
      const { records } = await driver.executeQuery(LEFT_IN_GRAPH, {}, { database: env.NEO4J_DATABASE as string });
      const keys = `${env.REDIS_PREFIX}:jobs`;
      const jobs = {
        ...(await jobsLeft(redis, keys)),
        'sweeps of deadlines missing': await sweepsMissing(redis, keys),
      };
      const left: Left = { ...(records[0]?.toObject() as Left), ...jobs };
      // Between a receipt's announcement and its job there is a moment in which neither is seen.
      quietLooks = Object.values(left).some((count) => count > 0) ? 0 : quietLooks + 1;
      if (quietLooks === 2 || performance.now() > deadline) return left;
      await after(LOOK_EVERY_MS);
    }
  } finally {
    redis.disconnect();
    await driver.close();
  }
}

async function jobsLeft(redis: Redis, keys: string): Promise<Left> {
  const left: Left = {};
  for (const [queue, states] of Object.entries(QUEUES)) {
    for (const state of states) {
      const key = `${keys}:${queue}:${state}`;
      const type = await redis.type(key);
      left[`jobs ${state} in ${queue}`] =
        type === 'none' ? 0 : type === 'zset' ? await redis.zcard(key) : await redis.llen(key);
    }
  }
  return left;
}

/** 1 when nothing says that deadlines are looked at within a minute, as after a clock an hour ahead has set the next time. */
async function sweepsMissing(redis: Redis, keys: string): Promise<number> {
  const latest = (Date.now() + SWEEP_WITHIN_MS) * SCORE_PER_MS;
  const soon = await redis.zrangebyscore(`${keys}:sla:delayed`, '-inf', latest);
  return soon.some((id) => id.startsWith('repeat:sla-sweep:')) ? 0 : 1;
}
