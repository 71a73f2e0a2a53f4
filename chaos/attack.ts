import { setTimeout as after } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Fault, RedisTrouble } from './faults.js';
import { partOf, type Stage } from './stage.js';

const BETWEEN_CUTS_MS = 150;

/** Lets every fault of a round happen at its time. Settles when all are over; kills and restarts, when all is up again. */
export async function attack(stage: Stage, faults: readonly Fault[]): Promise<void> {
  await Promise.all(
    faults.map(async (fault) => {
      await after(fault.atMs);
      await happen(stage, fault);
    }),
  );
}

async function happen(stage: Stage, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'kill':
      return kill(stage, fault.target);
    case 'restart':
      return fault.target === 'everything' ? stage.restartAll() : stage.restart(fault.target);
    case 'clock':
      return stage.restart(fault.target, fault.offsetMs);
    case 'stop':
      return stand(stage, fault);
    case 'redis-cannot-write':
      return stage.recoveries.during(stage.needsOf('redis'), () => refuseWrites(stage, fault.how, fault.forMs));
    default:
      return stage.recoveries.during([stage.actor(fault.process)], () => disturbLink(stage, fault));
  }
}

/** kill -9 of one process, or of everything at once; settles when all that it concerns is ready again. */
export async function kill(stage: Stage, target: Extract<Fault, { kind: 'kill' }>['target']): Promise<void> {
  const needs = stage.needsOf(target);
  const killed = target === 'everything' ? needs : [stage.actor(target)];
  const from = performance.now();
  await Promise.all(killed.map((actor) => actor.kill()));
  await stage.recoveries.time(target === 'everything' ? target : partOf(target), 'kill', needs, from);
}

async function stand(stage: Stage, { target, forMs }: Extract<Fault, { kind: 'stop' }>): Promise<void> {
  await stage.recoveries.during(stage.needsOf(target), async () => {
    stage.actor(target).pause();
    await after(forMs);
    stage.actor(target).resume();
  });
}

type LinkFault = Extract<Fault, { process: unknown }>;

async function disturbLink(stage: Stage, fault: LinkFault): Promise<void> {
  const link = stage.link(fault.process, fault.store);
  if (fault.kind === 'cut') {
    for (let cut = 0; cut < fault.times; cut++) {
      link.cut();
      await after(BETWEEN_CUTS_MS);
    }
    return;
  }
  if (fault.kind === 'slow') link.slow(fault.slowness);
  else if (fault.kind === 'refuse') await link.refuse();
  else link.stall();
  await after(fault.forMs);
  await link.carry();
}

/** One byte is less than Redis itself needs; one replica is more than it has. */
const TROUBLES: Readonly<Record<RedisTrouble, { setting: string; bad: string; good: string }>> = {
  'memory-full': { setting: 'maxmemory', bad: '1', good: '0' },
  'replica-missing': { setting: 'min-replicas-to-write', bad: '1', good: '0' },
};

async function refuseWrites(stage: Stage, how: RedisTrouble, forMs: number): Promise<void> {
  const { setting, bad, good } = TROUBLES[how];
  // Waits for a Redis that is away: one that was started anew has its ordinary settings.
  const redis = new Redis(stage.hands.env.REDIS_URL as string, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  try {
    await redis.config('SET', setting, bad);
    await after(forMs);
    await redis.config('SET', setting, good);
  } finally {
    redis.disconnect();
  }
}
