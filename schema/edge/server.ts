import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../../src/kernel/clock.js';
import { CodedError } from '../../src/kernel/errors.js';
import { newId } from '../../src/kernel/values/ids.js';
import type { EdgeContext, Guard } from './access.js';
import { startApollo } from './apollo.js';
import type { Authenticate, Credentials } from './auth/authenticate.js';
import { applyGuards, declareDirectives, unguardedRootFields } from './directives.js';
import { addDoors } from './doors.js';
import { addGraphiql } from './graphiql.js';
import { addHealth, type Readiness } from './health.js';
import { answerErrors } from './http-errors.js';
import { DEFAULT_LIMITS, type Limits, limitRules } from './limits.js';
import { edgeMetrics } from './metrics.js';
import { originCheck } from './origins.js';
import { type EdgeRequest, edgeRequestOf } from './requests.js';
import { resolveByTypename } from './result-unions.js';
import { socketHandler } from './sockets.js';

export interface EdgeOptions<C extends EdgeContext> {
  /** As type-graphql builds it: its directives are declared, its unions resolved and its guards applied here. */
  schema: GraphQLSchema;
  authenticate: Authenticate;
  /** Makes one request's context: loads the caller, makes loaders. May throw CodedErrors (an ended user: UNAUTHENTICATED). */
  contextFor: (request: EdgeRequest) => Promise<C>;
  /** Fresh loaders for one subscription event. */
  renewContext?: (context: C) => C;
  guard: Guard<C>;
  /** HTTP twins: each route in them says `config: { access }`, or the edge does not start. */
  routes: readonly FastifyPluginAsync[];
  readiness: Readiness;
  registry: Registry;
  logger: Logger;
  clock: Clock;
  production: boolean;
  /** Origins that browsers may call from; none by default. */
  corsOrigins?: readonly string[];
  /** Proxies whose X-Forwarded-For counts, as Fastify's `trustProxy`; none by default. */
  trustProxy?: string[];
  limits?: Partial<Limits>;
  keepAliveMs?: number;
}

const GRAPHQL = '/graphql';
const SANE_REQUEST_ID = /^[\w.-]{8,64}$/;
/** A request still running this long after the start of a shutdown is cut off; whoever stops a process kills it after 10 s. */
const CLOSING_PATIENCE_MS = 8_000;
/** RFC 6455: the server goes down; graphql-ws clients reconnect. */
const GOING_AWAY = 1001;

/** The schema as the edge serves and prints it, without its guards: directives declared, unions resolved by `__typename`. */
export const completeSchema = (schema: GraphQLSchema): GraphQLSchema => resolveByTypename(declareDirectives(schema));

/** The API's server, for who listens with it and closes it. */
export type Edge = FastifyInstance;

/**
 * Builds the HTTP, GraphQL and WebSocket face around a schema; it does not listen yet. Throws when a root field or a route does not say who
 * may use it.
 */
export async function createEdge<C extends EdgeContext>(options: EdgeOptions<C>): Promise<FastifyInstance> {
  const { logger, production } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const schema = guardedSchema(options);
  const metrics = edgeMetrics(options.registry);
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: 30_000,
    // The id of a denied check holds what was denied: 600 characters at most.
    routerOptions: { maxParamLength: 700 },
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  }) as unknown as FastifyInstance;
  // What is not JSON is refused; routes that read CSV or raw bytes bring their own parser.
  app.removeContentTypeParser('text/plain');
  answerErrors(app, logger, GRAPHQL);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  await app.register(cors, {
    origin: options.corsOrigins?.length ? [...options.corsOrigins] : false,
    exposedHeaders: ['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'],
    maxAge: 600,
  });
  closeInTime(app);
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  const waitFor = addDoors(app, { ...options, limits, metrics });
  addHealth(app, options.readiness, options.registry);
  await addGraphql(app, { ...options, schema, limits, metrics, waitFor });
  if (!production) await addGraphiql(app, GRAPHQL);
  for (const routes of options.routes) await app.register(routes);
  return app;
}

function guardedSchema<C extends EdgeContext>({ schema, guard }: EdgeOptions<C>): GraphQLSchema {
  const complete = completeSchema(schema);
  const unguarded = unguardedRootFields(complete);
  if (unguarded.length > 0)
    throw new Error(`Root fields without @seat, @role, @scope or @public: ${unguarded.join(', ')}.`);
  return applyGuards(complete, guard);
}

type GraphqlParts<C extends EdgeContext> = EdgeOptions<C> & {
  limits: Limits;
  metrics: ReturnType<typeof edgeMetrics>;
  waitFor: (credentials: Credentials) => number;
};

async function addGraphql<C extends EdgeContext>(app: FastifyInstance, parts: GraphqlParts<C>): Promise<void> {
  const rules = limitRules(parts.limits);
  const apollo = await startApollo({ ...parts, rules });
  app.addHook('onClose', () => apollo.stop());
  const config = { access: 'public' } as const;
  app.post(GRAPHQL, {
    config,
    onRequest: async ({ headers }) => assertUtf8(headers['content-type']),
    // Made before Apollo is asked, so that a refusal is answered like every other.
    preHandler: async (request) => {
      await request.edgeContext();
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => ({ context: await request.edgeContext(), request }),
    }),
  });
  const handleSocket = socketHandler<C>({
    ...parts,
    rules,
    keepAliveMs: parts.keepAliveMs ?? 12_000,
    contextFor: (credentials, request, requestId) =>
      parts.contextFor({ ...edgeRequestOf(request), credentials, requestId }),
  });
  const assertOrigin = originCheck(parts.corsOrigins ?? []);
  app.route({
    method: 'GET',
    url: GRAPHQL,
    config,
    onRequest: async (request) => {
      if (request.ws) assertOrigin(request);
    },
    // Queries in a URL would end up in other people's logs.
    handler: async (_request, reply) => {
      reply.code(405).header('allow', 'POST');
      const message = 'Send queries by POST; GET is for WebSocket upgrades.';
      return { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] };
    },
    wsHandler: handleSocket,
  });
}

/** JSON is UTF-8 (RFC 8259); what says that it is something else was made to be read differently by somebody in between. */
function assertUtf8(contentType = ''): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new CodedError('BAD_USER_INPUT', 'Send JSON in UTF-8: other character sets are not read.');
}

function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && SANE_REQUEST_ID.test(header) ? header : newId();
}

/** Stops taking requests, tells sockets that we go, lets running requests end, and cuts off what is left after the patience. */
function closeInTime(app: FastifyInstance): void {
  let patience: NodeJS.Timeout | undefined;
  let tidy: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    const sockets = app.websocketServer.clients;
    for (const socket of sockets) socket.close(GOING_AWAY, 'Going away');
    // Connections are kept alive after their last answer: closed as they fall idle.
    tidy = setInterval(() => app.server.closeIdleConnections(), 50);
    patience = setTimeout(() => {
      for (const socket of sockets) socket.terminate();
      app.server.closeAllConnections();
    }, CLOSING_PATIENCE_MS);
  });
  app.addHook('onClose', async () => {
    clearTimeout(patience);
    clearInterval(tidy);
  });
}
