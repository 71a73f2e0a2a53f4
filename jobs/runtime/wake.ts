import type { Channels } from './channels.js';
import { errorFields, type JobLogger } from './job-logger.js';

/** Something that runs when woken, and by itself every so often. */
export interface Wakeable {
  /** No further run begins; settles when the current one has ended. */
  stop(): Promise<void>;
}

/** Wake-up calls between processes. A lost call delays work until the next poll; it never loses any. */
export interface Wake {
  /**
   * Settles once the call is sent, or could not be; never throws, since the caller's work is committed already. Calls made
   * while one is being sent become one more.
   */
  publishWake(channel: string): Promise<void>;
  /**
   * Runs `fn` now, on each wake-up and at least every `pollMs`; one run at a time. Wake-ups during a run lead to one
   * more run. What `fn` throws is logged, and the next wake-up or poll tries again.
   */
  onWake(channel: string, fn: () => Promise<void>, options: { pollMs: number }): Wakeable;
}

/** Wake-up calls over the given channels. */
export function createWake(channels: Channels, logger: JobLogger): Wake {
  const calls = new Map<string, ReturnType<typeof oneAtATime>>();

  async function send(channel: string): Promise<void> {
    try {
      await channels.publish(`wake:${channel}`, '');
    } catch (error) {
      logger.debug({ channel, ...errorFields(error) }, 'a wake-up was not sent; the poll will do');
    }
  }

  function publishWake(channel: string): Promise<void> {
    const known = calls.get(channel) ?? oneAtATime(() => send(channel));
    calls.set(channel, known);
    return known.run();
  }

  function onWake(channel: string, fn: () => Promise<void>, { pollMs }: { pollMs: number }): Wakeable {
    const runner = oneAtATime(async () => {
      try {
        await fn();
      } catch (error) {
        logger.error({ channel, ...errorFields(error) }, 'a woken run failed; it is tried again');
      }
    });
    const listening = channels.listen(`wake:${channel}`, () => void runner.run());
    const poll = setInterval(() => void runner.run(), pollMs);
    void runner.run();
    return {
      stop: () => {
        clearInterval(poll);
        listening.stop();
        return runner.stop();
      },
    };
  }

  return { publishWake, onWake };
}

/** `run` asks for a run: now, or once more after the current one. `fn` does not throw. */
function oneAtATime(fn: () => Promise<void>) {
  let current: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function loop(): Promise<void> {
    do {
      again = false;
      await fn();
    } while (again && !stopped);
    current = null;
  }

  /** Settles when the run that was asked for has ended. */
  function run(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (current) again = true;
    else current = loop();
    return current;
  }

  async function stop(): Promise<void> {
    stopped = true;
    await current;
  }

  return { run, stop };
}
