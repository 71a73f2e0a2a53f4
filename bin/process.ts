import type { Logger } from 'pino';
import { readConfig } from '../src/kernel/config.js';
import { assertMigrated } from '../src/kernel/migrate.js';
import { type Composition, compose } from './compose.js';
import { whyNotStarted } from './why-not-started.js';

/** Docker, Kubernetes and start.mjs kill what has not ended 10 s after it was asked to. */
const STOP_WITHIN_MS = 9_500;

/** What a process does between its start and its end; `stop` lets work in hand finish. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * Runs one process: composes, makes sure of its stores, starts, and on SIGTERM or SIGINT stops in order within 10 s. A start
 * that cannot be says why in one sentence on standard error and exits with 1.
 */
export async function runProcess(name: string, start: (composition: Composition) => Promise<Running>): Promise<void> {
  try {
    const composition = await compose(readConfig());
    await assertStoresFit(composition);
    const running = await start(composition);
    onceStopped(composition.log, async () => {
      await running.stop();
      await composition.close();
    });
    composition.log.info({ process: name }, 'started');
  } catch (error) {
    console.error(whyNotStarted(error) ?? error);
    process.exit(1);
  }
}

/** Every process refuses stores on which what it acknowledges could be lost, or whose graph is another build's. */
async function assertStoresFit({ graph, channels }: Composition): Promise<void> {
  await graph.assertReachable();
  await assertMigrated(graph);
  await channels.assertRedisIsFit();
}

function onceStopped(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('did not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
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
