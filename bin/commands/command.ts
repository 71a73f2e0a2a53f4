/** One command of the command line. */
export interface Command {
  /** The text of `--help`, below the summary. */
  usage: string;
  /** Gives the exit code. Throws StartupError for one clear sentence and exit code 1. */
  run(args: string[]): Promise<number>;
}
