/** Bounds of the job runtime; times in milliseconds, counts per queue. */
export interface JobLimits {
  /** A producer's command, and the connecting before it, answers within this time or fails. */
  readonly answerWithinMs: number;
  /** At shutdown, running jobs have this long to finish. */
  readonly graceMs: number;
  /** A worker that has not renewed a job's lock for this long counts as dead. */
  readonly lockMs: number;
  /** How often workers look for jobs whose lock ran out; a killed worker's job waits at most lockMs + this. */
  readonly stalledCheckMs: number;
  /** A job that took its worker down this many times is run again; once more, and it is a dead letter. */
  readonly maxStalls: number;
  /** How often workers look for what a wrong clock put off. */
  readonly putOffCheckMs: number;
  /** Finished jobs kept, so that a repeated announcement soon after is recognised without running. */
  readonly keptCompleted: number;
  /** Dead letters kept; beyond this the oldest are removed, each with a log line and a count. */
  readonly keptDeadLetters: number;
}

/** The bounds used where nothing else is given. A job lock of 30 s is renewed every 15 s by a live worker. */
export const DEFAULT_LIMITS: JobLimits = {
  answerWithinMs: 5_000,
  // Whoever stops a process kills it after 10 s: what is let go of before then is taken up again sooner.
  graceMs: 8_000,
  lockMs: 30_000,
  stalledCheckMs: 15_000,
  maxStalls: 2,
  putOffCheckMs: 30_000,
  keptCompleted: 1_000,
  keptDeadLetters: 10_000,
};

/** Finished jobs are forgotten after a day, however few there are. */
export const KEEP_COMPLETED_SECONDS = 86_400;

/** A payload names things by id; a larger one is a mistake (bytes of JSON). */
export const MAX_PAYLOAD_BYTES = 65_536;
