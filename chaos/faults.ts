import type { StoreName } from './hands.js';
import type { Slowness } from './proxy.js';
import type { Draw } from './seeded.js';
import { ACTORS, type ActorName, PROCESSES, type ProcessName, STORES } from './stage.js';

/** One thing that goes wrong in a round; `atMs` counts from the beginning of its load. */
export type Fault = { atMs: number } & (
  | { kind: 'kill'; target: ActorName | 'everything' }
  | { kind: 'restart'; target: ActorName | 'everything' }
  | { kind: 'stop'; target: ActorName; forMs: number }
  | { kind: 'cut'; process: ProcessName; store: StoreName; times: number }
  | { kind: 'refuse' | 'stall'; process: ProcessName; store: StoreName; forMs: number }
  | { kind: 'slow'; process: ProcessName; store: StoreName; forMs: number; slowness: Slowness }
  | { kind: 'clock'; target: ProcessName; offsetMs: number }
  | { kind: 'redis-cannot-write'; how: RedisTrouble; forMs: number }
);

/** Redis refuses every write while its memory is full, or while a replica that it must have is missing; reads go on. */
export type RedisTrouble = 'memory-full' | 'replica-missing';

const WEIGHTS: Readonly<Record<Fault['kind'], number>> = {
  kill: 32,
  stop: 14,
  cut: 11,
  refuse: 8,
  stall: 8,
  slow: 8,
  clock: 8,
  'redis-cannot-write': 8,
  restart: 8,
};
/** Of kills and restarts: how often everything goes down at once, as in a power cut. */
const EVERYTHING = 0.08;
const LATEST_MS = 2_500;
const HOUR_MS = 3_600_000;
/** Every so many rounds somebody stands still for this long. */
const LONG_STOP_EVERY = 20;
const LONG_STOP_MS = 40_000;

/** The faults of a round, in the order of their beginning: the same for the same draw. */
export function planFaults(draw: Draw, round: number): Fault[] {
  const count = draw.weighted({ 1: 45, 2: 35, 3: 20 });
  const faults = Array.from({ length: Number(count) }, () => planFault(draw));
  if (round % LONG_STOP_EVERY === 0)
    faults.push({ kind: 'stop', target: draw.one(ACTORS), forMs: LONG_STOP_MS, atMs: 500 });
  return faults.sort((a, b) => a.atMs - b.atMs);
}

function planFault(draw: Draw): Fault {
  const atMs = draw.between(200, LATEST_MS);
  const kind = draw.weighted(WEIGHTS);
  const link = { process: draw.one(PROCESSES), store: draw.one(STORES) };
  switch (kind) {
    case 'kill':
    case 'restart':
      return { kind, atMs, target: draw.chance(EVERYTHING) ? 'everything' : draw.one(ACTORS) };
    case 'stop':
      return { kind, atMs, target: draw.one(ACTORS), forMs: draw.between(2_000, 8_000) };
    case 'cut':
      return { kind, atMs, ...link, times: draw.between(1, 4) };
    case 'refuse':
    case 'stall':
      return { kind, atMs, ...link, forMs: draw.between(1_000, 5_000) };
    case 'slow': {
      const slowness = { latencyMs: draw.between(5, 150), bytesPerSecond: draw.between(20_000, 500_000) };
      return { kind, atMs, ...link, forMs: draw.between(2_000, 5_000), slowness };
    }
    case 'clock':
      return { kind, atMs, target: draw.one(PROCESSES), offsetMs: draw.one([-HOUR_MS, HOUR_MS]) };
    case 'redis-cannot-write':
      return {
        kind,
        atMs,
        how: draw.one(['memory-full', 'replica-missing'] as const),
        forMs: draw.between(1_500, 5_000),
      };
  }
}

/** A fault in a few words, for the line of its round. */
export function faultText(fault: Fault): string {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const when = `@${seconds(fault.atMs)}`;
  switch (fault.kind) {
    case 'kill':
    case 'restart':
      return `${fault.kind} ${fault.target} ${when}`;
    case 'stop':
      return `stop ${fault.target} ${seconds(fault.forMs)} ${when}`;
    case 'cut':
      return `cut ${fault.process}→${fault.store} ${fault.times}× ${when}`;
    case 'refuse':
    case 'stall':
    case 'slow':
      return `${fault.kind} ${fault.process}→${fault.store} ${seconds(fault.forMs)} ${when}`;
    case 'clock':
      return `clock ${fault.target} ${fault.offsetMs > 0 ? '+' : '−'}1 h ${when}`;
    case 'redis-cannot-write':
      return `redis ${fault.how} ${seconds(fault.forMs)} ${when}`;
  }
}
