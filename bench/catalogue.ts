import type { Finding } from './measure.js';

/** One bench: what it must reach, in words, and how it is measured. */
export interface Bench {
  name: string;
  /** What is compared with what, and the figure to reach. */
  promise: string;
  /** Rounds unless `--rounds` says otherwise. */
  rounds: number;
  /** Takes so long that it is run by its name alone. */
  isLong?: true;
  run(options: { rounds: number; say: (progress: string) => void }): Promise<Finding[]>;
}
