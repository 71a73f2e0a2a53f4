import { availableParallelism, cpus, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** One side of a comparison: does its work once and gives one figure (a rate, a latency). */
export interface Side {
  name: string;
  run(): Promise<number>;
}

/** What a figure must be: `of` the ratio ours ÷ rival's, or of ours alone. */
export interface Bound {
  of: 'ratio' | 'ours';
  atLeast?: number;
  atMost?: number;
}

/** One measured figure with all that led to it. */
export interface Finding {
  what: string;
  unit: string;
  ours: { name: string; rounds: number[]; median: number };
  rival: { name: string; rounds: number[]; median: number } | null;
  /** Median of ours ÷ median of the rival's; null where there is no rival. */
  ratio: number | null;
  bound: Bound;
  reached: boolean;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of all (0.95) does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

/** Judges figures that were taken elsewhere. */
export function finding(
  what: string,
  unit: string,
  bound: Bound,
  ours: { name: string; rounds: number[] },
  rival: { name: string; rounds: number[] } | null = null,
): Finding {
  const own = { ...ours, median: median(ours.rounds) };
  const other = rival && { ...rival, median: median(rival.rounds) };
  const ratio = other && own.median / other.median;
  const judged = bound.of === 'ratio' ? (ratio ?? Number.NaN) : own.median;
  const reached = judged >= (bound.atLeast ?? -Infinity) && judged <= (bound.atMost ?? Infinity);
  return { what, unit, ours: own, rival: other, ratio, bound, reached };
}

/**
 * Runs both sides in turn, round after round, the first of a round being the second of the next: what slows the machine for
 * a while slows both. The warm-up rounds are not counted.
 */
export async function compare(
  { what, unit, bound, ours, rival }: { what: string; unit: string; bound: Bound; ours: Side; rival: Side },
  { rounds, warmUps = 2 }: { rounds: number; warmUps?: number },
): Promise<Finding> {
  const taken = { ours: [] as number[], rival: [] as number[] };
  for (let round = -warmUps; round < rounds; round++) {
    for (const side of round % 2 ? (['rival', 'ours'] as const) : (['ours', 'rival'] as const)) {
      const value = await (side === 'ours' ? ours : rival).run();
      if (round >= 0) taken[side].push(value);
    }
  }
  return finding(what, unit, bound, { name: ours.name, rounds: taken.ours }, { name: rival.name, rounds: taken.rival });
}

/** Runs a task `count` times with `atOnce` in flight; gives seconds and each task's milliseconds. */
export async function inFlight(
  atOnce: number,
  count: number,
  task: (index: number) => Promise<unknown>,
): Promise<{ seconds: number; latencies: number[] }> {
  const latencies: number[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next++;
      const startedAt = performance.now();
      await task(index);
      latencies.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { seconds: (performance.now() - startedAt) / 1_000, latencies };
}

/** How busy the machine is before anything is measured: others' work makes every figure smaller, and ratios less sure. */
export async function machineLoad(): Promise<string> {
  const before = busyTicks();
  await delay(500);
  const after = busyTicks();
  const busy = (after.busy - before.busy) / (after.all - before.all);
  const load = loadavg().map((value) => value.toFixed(1));
  return `${availableParallelism()} cores, ${Math.round(busy * 100)} % busy; load ${load.join(' ')}; Node ${process.versions.node}`;
}

function busyTicks(): { busy: number; all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.idle + times.irq;
    all += total;
    busy += total - times.idle;
  }
  return { busy, all };
}
