import { Counter, Histogram, type Registry } from 'prom-client';

/** completed, retried (failed, will be tried again), dead (now a dead letter). */
export type AttemptOutcome = 'completed' | 'retried' | 'dead';

/** What the runtime counts. */
export interface JobMetrics {
  attempt(queue: string, job: string, outcome: AttemptOutcome, seconds: number): void;
  /** A worker went away while it ran the job. */
  stalled(queue: string): void;
  /** A dead letter removed because its queue keeps no more. */
  dropped(queue: string): void;
}

/** Prometheus metrics of the jobs that this process runs, under names beginning with `revgraph_job`. */
export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const attempts = new Histogram({
    name: 'revgraph_job_attempt_seconds',
    help: 'Duration of job attempts by outcome: completed, retried, dead',
    labelNames: ['queue', 'job', 'outcome'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const stalls = new Counter({
    name: 'revgraph_job_stalls_total',
    help: 'Jobs taken back from a worker that went away',
    labelNames: ['queue'],
    registers,
  });
  const drops = new Counter({
    name: 'revgraph_job_dead_letters_dropped_total',
    help: 'Dead letters removed because the queue keeps no more',
    labelNames: ['queue'],
    registers,
  });
  return {
    attempt: (queue, job, outcome, seconds) => attempts.observe({ queue, job, outcome }, seconds),
    stalled: (queue) => stalls.inc({ queue }),
    dropped: (queue) => drops.inc({ queue }),
  };
}

/** Counts nothing. */
export const NO_METRICS: JobMetrics = {
  attempt: () => undefined,
  stalled: () => undefined,
  dropped: () => undefined,
};
