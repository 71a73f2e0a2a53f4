import { billingListener } from '../jobs/entitlements/index.js';
import { feedListener } from '../jobs/evidence/index.js';
import { mailListener, webhookListener } from '../jobs/notifications/index.js';
import { leadListener } from '../jobs/routing/index.js';
import { createJobProducer, type JobProducer, QueueUnreachable } from '../jobs/runtime/index.js';
import { createSealer, type Listener, type Sealer } from '../src/evidence/index.js';
import { type Composition, SEAL } from './compose.js';
import type { Running } from './process.js';

/** All are told through Redis: one that cannot be reached means that none can. */
const isOutOfReach = (error: unknown): boolean => error instanceof QueueUnreachable;

/** Who is told of sealed receipts: one line each. */
const listenersOf = ({ fanOut, graph, clock, notifications }: Composition, producer: JobProducer): Listener[] => [
  feedListener(fanOut),
  leadListener(producer),
  billingListener(producer),
  webhookListener({ graph }, producer),
  ...(notifications.mail ? [mailListener(clock, producer)] : []),
];

/** The sealer over a composition. `serves` narrows it to some tenants. */
export function sealerOver(
  composition: Composition,
  serves?: (tenantId: string) => boolean,
): { sealer: Sealer; close: () => Promise<void> } {
  const { config, log, logSettings } = composition;
  const producer = createJobProducer({ redisUrl: config.redis.url, prefix: config.redis.prefix, logger: log });
  const listeners = listenersOf(composition, producer);
  return { sealer: createSealer(logSettings, { listeners, log, serves, isOutOfReach }), close: () => producer.close() };
}

/** A lost wake-up delays sealing by no more than this. */
const POLL_MS = 2_000;

/**
 * Seals and tells whenever a write has left receipts, until it is stopped. `serves` narrows it to some tenants;
 * `onSealed` hears how many were sealed.
 */
export function keepSealing(
  composition: Composition,
  { serves, onSealed }: { serves?: (tenantId: string) => boolean; onSealed?: (count: number) => void } = {},
): Running {
  const { sealer, close } = sealerOver(composition, serves);
  const run = async () => {
    const count = await sealer.run();
    onSealed?.(count);
  };
  const wakeable = composition.wake.onWake(SEAL, run, { pollMs: POLL_MS });
  return {
    stop: async () => {
      await wakeable.stop();
      await close();
    },
  };
}
