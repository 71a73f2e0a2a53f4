import type { Logger } from 'pino';
import { readConfig } from '../src/kernel/config.js';
import { StartupError } from '../src/kernel/errors.js';
import { type Composition, compose } from './compose.js';

/** What a process does between its start and its end; `stop` lets work in hand finish. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * Runs one process: composes, starts, and on SIGTERM or SIGINT stops in order. A start that cannot be says why in one
 * sentence on standard error and exits with 1.
 */
export async function runProcess(name: string, start: (composition: Composition) => Promise<Running>): Promise<void> {
  try {
    const composition = await compose(readConfig());
    const running = await start(composition);
    composition.log.info({ process: name }, 'started');
    onceStopped(composition.log, async () => {
      await running.stop();
      await composition.close();
    });
  } catch (error) {
    console.error(error instanceof StartupError ? error.message : error);
    process.exit(1);
  }
}

function onceStopped(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
}
