import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { CheckedWorld } from '../world.js';
import type { Findings } from './findings.js';
import { LISTENERS } from './jobs.js';
import type { Look } from './look.js';

const POLL_MS = 100;
/** The queue of everything that routes; that of deadlines holds wake-ups of the future, and is left out. */
const QUEUE = 'jobs:routing';

/** Something that is still under way. */
interface Unrest {
  rule: string;
  tenantId: string | null;
  what: string;
}

/**
 * Waits until nothing is under way: every receipt sealed and announced, every lead in its place, every job run. Says what
 * still is when `withinMs` have passed; a lead whose job was lost is found by the product's sweep only after a minute.
 */
export async function untilQuiet(look: Look, world: CheckedWorld, withinMs: number, found: Findings): Promise<void> {
  const redis = new Redis(world.redis.url, { maxRetriesPerRequest: 3 });
  try {
    const until = Date.now() + withinMs;
    for (;;) {
      const unrest = [...(await underWay(look, world)), ...(await unrun(redis, world))];
      if (unrest.length === 0) return;
      if (Date.now() >= until) {
        for (const { rule, tenantId, what } of unrest) found.add(rule, tenantId, what);
        return;
      }
      await sleep(POLL_MS);
    }
  } finally {
    redis.disconnect();
  }
}

async function underWay(look: Look, world: CheckedWorld): Promise<Unrest[]> {
  const rows = await look.rows<{
    tenantId: string;
    unsealed: number;
    received: number;
    waiting: number;
    size: number;
    told: number;
  }>(
    `UNWIND $tenantIds AS tenantId
     OPTIONAL MATCH (log:LogHead {tenantId: tenantId})
     RETURN tenantId, coalesce(log.size, 0) AS size,
       COUNT { MATCH (r:Unsealed {tenantId: tenantId}) WHERE r.workflowId IS NOT NULL AND r.workflowSeq IS NOT NULL } AS unsealed,
       COUNT { MATCH (l:Lead {tenantId: tenantId, status: 'received'}) WHERE l.createdAt IS NOT NULL AND l.id IS NOT NULL } AS received,
       COUNT { MATCH (l:Lead {tenantId: tenantId}) WHERE l.waitingIn IS NOT NULL AND l.createdAt IS NOT NULL AND l.id IS NOT NULL } AS waiting,
       COUNT { MATCH (a:Announcement {tenantId: tenantId}) WHERE a.listener IN $listeners AND a.through >= coalesce(log.size, 0) } AS told`,
    { tenantIds: world.tenants.map(({ id }) => id), listeners: [...LISTENERS] },
  );
  return rows.flatMap(({ tenantId, unsealed, received, waiting, size, told }) => [
    ...(unsealed > 0 ? [{ rule: 'log', tenantId, what: `${unsealed} receipts are not sealed` }] : []),
    ...(size > 0 && told < LISTENERS.length
      ? [{ rule: 'jobs', tenantId, what: `${LISTENERS.length - told} listeners were not told of all ${size} receipts` }]
      : []),
    ...(received > 0
      ? [{ rule: 'lead-place', tenantId, what: `${received} leads were received and never routed` }]
      : []),
    ...(waiting > 0 ? [{ rule: 'lead-place', tenantId, what: `${waiting} leads still wait for a pool's turn` }] : []),
  ]);
}

/** Jobs that wait, run, wait to be tried again, or were given up. */
async function unrun(redis: Redis, world: CheckedWorld): Promise<Unrest[]> {
  const at = `${world.redis.prefix}:${QUEUE}`;
  const counts = await Promise.all([
    redis.llen(`${at}:wait`),
    redis.llen(`${at}:active`),
    redis.zcard(`${at}:delayed`),
    redis.zcard(`${at}:failed`),
  ]);
  const states = ['wait', 'run', 'wait to be tried again', 'were given up'];
  return counts.flatMap((count, n) =>
    count > 0 ? [{ rule: 'jobs', tenantId: null, what: `${count} jobs of ${at} ${states[n]}` }] : [],
  );
}
