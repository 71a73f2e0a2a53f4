import { collectDefaultMetrics, Registry } from 'prom-client';
import { type ApiContext, type ApiRuntime, apiRoutes, buildApiSchema } from '../schema/build.js';
import { rightFor } from '../schema/edge/access.js';
import { authenticator } from '../schema/edge/auth/authenticate.js';
import { tokenCheck } from '../schema/edge/auth/tokens.js';
import type { Limits } from '../schema/edge/limits.js';
import { createEdge, type Edge } from '../schema/edge/server.js';
import { findCaller } from '../src/entitlements/index.js';
import { CodedError } from '../src/kernel/errors.js';
import { Remembered } from '../src/kernel/remembered.js';
import { findApiKey } from '../src/tenancy/index.js';
import type { Composition } from './compose.js';
import { quotaMetrics } from './quota-metrics.js';
import { reconciliationMetrics } from './reconciliation-metrics.js';
import { readinessOf } from './tell-health.js';

/** Keys that routes asked often know without the graph: some 400 bytes each. */
const KEYS_REMEMBERED = 10_000;

/** The API over a composition, not listening yet; `limits` overrides what one request and one caller may ask. */
export async function apiOver(composition: Composition, limits: Partial<Limits> = {}): Promise<Edge> {
  const { config, clock, log, unitOfWork } = composition;
  const registry = new Registry();
  const remembered = new Remembered((sha256) => findApiKey(composition, sha256), { most: KEYS_REMEMBERED });
  if (config.production) collectDefaultMetrics({ register: registry });
  quotaMetrics(composition, registry);
  reconciliationMetrics(composition.reconciliationFigures, registry);
  return createEdge<ApiContext<ApiRuntime>>({
    schema: await buildApiSchema(),
    authenticate: authenticator({
      checkToken: tokenCheck(config.jwt, clock),
      findApiKey: (sha256) => findApiKey(composition, sha256),
      recallApiKey: (sha256) => remembered.get(sha256),
      clock,
    }),
    contextFor: async ({ credentials, requestId, ...request }) => {
      const context = { requestId, runtime: composition, loaders: new Map() };
      if (!credentials) return { ...context, caller: null };
      const caller = await findCaller(composition, credentials, { id: requestId, ...request });
      if (!caller) throw new CodedError('UNAUTHENTICATED', 'The token or API key is not valid.');
      return { ...context, caller };
    },
    renewContext: (context) => ({ ...context, loaders: new Map() }),
    guard: ({ caller, rule, coordinates }) => unitOfWork.authorize(caller, coordinates, rightFor(rule, caller)),
    routes: apiRoutes(composition),
    readiness: readinessOf(composition),
    registry,
    logger: log,
    clock,
    production: config.production,
    corsOrigins: config.http.corsOrigins,
    limits: {
      socketsPerCaller: config.sockets.perCaller,
      subscriptionsPerConnection: config.sockets.subscriptionsEach,
      ...limits,
    },
  });
}
