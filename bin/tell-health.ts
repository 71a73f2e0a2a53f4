import { collectDefaultMetrics, type Registry } from 'prom-client';
import { healthServer } from '../schema/edge/health-server.js';
import type { Composition } from './compose.js';
import type { Running } from './process.js';

/** What every process needs in reach. */
export const readinessOf = ({ graph, channels, policies }: Composition) => ({
  graph: () => graph.ping(),
  queue: () => channels.publish('ready', ''),
  policies: async () => policies.version,
});

/** Serves health and metrics of a process without an API on HEALTH_PORT, where that is set. */
export async function tellHealth(composition: Composition, registry: Registry): Promise<Running> {
  const { http, healthPort } = composition.config;
  if (healthPort === null) return { stop: async () => undefined };
  collectDefaultMetrics({ register: registry });
  const server = healthServer(readinessOf(composition), registry);
  await server.listen({ host: http.host, port: healthPort });
  return { stop: () => server.close() };
}
