import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How an operation ended: answered, refused by a code that the caller was told, or masked. */
export type OperationOutcome = 'ok' | 'refused' | 'failed';

export type EdgeMetrics = ReturnType<typeof edgeMetrics>;

/** The edge's own measures. Labels are routes, verbs, statuses and codes: nothing of a caller, nothing that callers can make up. */
export function edgeMetrics(registry: Registry) {
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'HTTP requests by route, from first byte in to last byte out.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    operations: new Counter({
      name: 'graphql_operations_total',
      help: 'GraphQL operations by kind and outcome (ok, refused, failed).',
      labelNames: ['type', 'outcome'] as const,
      registers,
    }),
    sockets: new Gauge({ name: 'graphql_sockets_open', help: 'WebSocket connections open now.', registers }),
    subscriptions: new Gauge({ name: 'graphql_subscriptions_open', help: 'Subscriptions running now.', registers }),
    refusedCredentials: new Counter({
      name: 'edge_refused_credentials_total',
      help: 'Requests and sockets whose credentials were refused.',
      registers,
    }),
  };
}

/** The outcome that a list of presented errors amounts to. */
export function outcomeOf(errors: readonly { extensions?: { code?: unknown } }[] | undefined): OperationOutcome {
  if (!errors?.length) return 'ok';
  return errors.some(({ extensions }) => extensions?.code === 'INTERNAL') ? 'failed' : 'refused';
}
