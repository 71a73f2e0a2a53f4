import { afterEach, describe, expect, it } from '@jest/globals';
import { type Channels, createWake, openChannels } from '../../jobs/runtime/index.js';
import { freshPrefix, occasion, recordingLogger, redisUrl } from './job-world.js';

const NEVER_MS = 600_000;

describe('wake-ups', () => {
  const opened: Channels[] = [];
  const logger = recordingLogger();
  const wakeAt = (url: string, prefix: string) => {
    const channels = openChannels({ redisUrl: url, prefix, logger, answerWithinMs: 500 });
    opened.push(channels);
    return { ...createWake(channels, logger), channels };
  };
  afterEach(() => Promise.all(opened.splice(0).map((channels) => channels.close())));

  it('reach the other process', async () => {
    const prefix = freshPrefix();
    const here = wakeAt(redisUrl(), prefix);
    const there = wakeAt(redisUrl(), prefix);
    const runs = occasion(2);
    const sealer = here.onWake('seal', async () => runs.happened(), { pollMs: NEVER_MS });
    await here.channels.listen('wake:seal', () => undefined).confirmed;
    await there.publishWake('seal');
    await runs.wait;
    await sealer.stop();
    expect(runs.count()).toBe(2);
  });

  it('during a run lead to one more run, never to two at once', async () => {
    const prefix = freshPrefix();
    const { onWake, publishWake, channels } = wakeAt(redisUrl(), prefix);
    const firstRuns = occasion();
    const release = occasion();
    const heard = occasion(3);
    const second = occasion(2);
    let atOnce = 0;
    const most: number[] = [];
    const sealer = onWake(
      'seal',
      async () => {
        most.push(++atOnce);
        firstRuns.happened();
        await release.wait;
        atOnce -= 1;
        second.happened();
      },
      { pollMs: NEVER_MS },
    );
    await firstRuns.wait;
    await channels.listen('wake:seal', heard.happened).confirmed;
    for (let n = 0; n < 3; n++) await publishWake('seal');
    await heard.wait;
    release.happened();
    await second.wait;
    await sealer.stop();
    expect(most).toEqual([1, 1]);
  });

  it('that never arrive are made good by the poll, which a failing run does not end', async () => {
    const { onWake, publishWake } = wakeAt('redis://127.0.0.1:1', freshPrefix());
    await publishWake('seal');
    const runs = occasion(3);
    const failing = async (): Promise<void> => {
      runs.happened();
      throw new Error('the graph is away');
    };
    const sealer = onWake('seal', failing, { pollMs: 5 });
    await runs.wait;
    await sealer.stop();
    const after = runs.count();
    await publishWake('seal');
    expect(runs.count()).toBe(after);
  });
});
