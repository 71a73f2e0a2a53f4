import { feedListener } from '../jobs/evidence/index.js';
import { createJobProducer, type Enqueue } from '../jobs/runtime/index.js';
import { createSealer, type Listener, type Sealer } from '../src/evidence/index.js';
import type { Composition } from './compose.js';

/** Who is told of sealed receipts: one line each. */
const listenersOf = ({ fanOut }: Composition, _enqueue: Enqueue): Listener[] => [feedListener(fanOut)];

/** The sealer over a composition. `serves` narrows it to some tenants. */
export function sealerOver(
  composition: Composition,
  serves?: (tenantId: string) => boolean,
): { sealer: Sealer; close: () => Promise<void> } {
  const { config, log, logSettings } = composition;
  const producer = createJobProducer({ redisUrl: config.redis.url, prefix: config.redis.prefix, logger: log });
  const listeners = listenersOf(composition, producer.enqueue);
  return { sealer: createSealer(logSettings, { listeners, log, serves }), close: () => producer.close() };
}
