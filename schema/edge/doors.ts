import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../../src/kernel/clock.js';
import { CodedError } from '../../src/kernel/errors.js';
import { atDoor, type EdgeContext, type Guard } from './access.js';
import type { Authenticate, Credentials } from './auth/authenticate.js';
import { notSignedIn } from './directives.js';
import type { Limits } from './limits.js';
import type { EdgeMetrics } from './metrics.js';
import { rateLimiter } from './rate-limit.js';
import { type EdgeRequest, edgeRequestOf } from './requests.js';

interface DoorParts<C extends EdgeContext> {
  authenticate: Authenticate;
  contextFor: (request: EdgeRequest) => Promise<C>;
  guard: Guard<C>;
  limits: Limits;
  metrics: EdgeMetrics;
  logger: Logger;
  clock: Clock;
}

/**
 * What every request passes: request id, rate of its address, credentials, rate of its caller, the route's access rule; and at the end a
 * log line and a measure. Gives the caller's limiter, which sockets ask too: seconds to wait, 0 for none.
 */
export function addDoors<C extends EdgeContext>(
  app: FastifyInstance,
  parts: DoorParts<C>,
): (credentials: Credentials) => number {
  const { limits, clock } = parts;
  const addresses = rateLimiter(limits.requestsPerMinute.address, clock);
  const callers = rateLimiter(limits.requestsPerMinute.caller, clock);
  const askers = rateLimiter(limits.oftenPerMinute, clock);
  const waitFor = (credentials: Credentials) => callers.take(nameOf(credentials));

  app.decorateRequest('credentials', null);
  app.decorateRequest('operation', null);
  app.decorateRequest('callerId', null);
  app.decorateRequest('edgeContext');
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.access) throw new Error(`${method} ${url} does not say who may use it: give it config.access.`);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    request.edgeContext = once(async () => {
      const context = await parts.contextFor(edgeRequestOf(request));
      request.callerId = context.caller?.id ?? null;
      return context;
    });
    const often = request.routeOptions.config.often === true;
    // Of what is asked often, an address is counted for those alone whom nobody knows: all checks of a program come from one.
    const countAddress = () => addresses.take(request.ip);
    refuseAfter(often ? addresses.look(request.ip) : countAddress());
    request.credentials = await parts.authenticate(request.headers, often).catch((error: unknown) => {
      parts.metrics.refusedCredentials.inc();
      if (often) countAddress();
      throw error;
    });
    const { credentials } = request;
    if (credentials) refuseAfter(often ? askers.take(nameOf(credentials)) : waitFor(credentials));
    else if (often) countAddress();
  });
  app.addHook('preHandler', (request) => admit(request, parts.guard));
  app.addHook('onResponse', async (request, reply) => report(parts, request, reply.statusCode, reply.elapsedTime));
  return waitFor;
}

const nameOf = ({ tenantId, subject }: Credentials): string => JSON.stringify([tenantId, subject]);

function refuseAfter(seconds: number): void {
  if (seconds > 0)
    throw new CodedError('RATE_LIMITED', `Too many requests; try again in ${seconds} s.`, { retryAfter: seconds });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function admit<C extends EdgeContext>(request: FastifyRequest, guard: Guard<C>): Promise<void> {
  const { access, url } = { access: request.routeOptions.config.access, url: request.routeOptions.url ?? '' };
  if (!access || access === 'public') return;
  const context = (await request.edgeContext()) as C;
  if (!context.caller) throw notSignedIn();
  const admitted = atDoor(context, context.caller, url, request.method) as C & { caller: NonNullable<C['caller']> };
  await guard({ caller: admitted.caller, rule: access, coordinates: url, method: request.method, context: admitted });
  request.edgeContext = async () => admitted;
}

function report<C extends EdgeContext>(
  { logger, metrics }: DoorParts<C>,
  request: FastifyRequest,
  status: number,
  ms: number,
): void {
  const route = request.routeOptions.url ?? 'none';
  metrics.requests.observe({ method: request.method, route, status }, ms / 1000);
  const { credentials, operation } = request;
  logger.info(
    {
      requestId: request.id,
      tenantId: credentials?.tenantId,
      callerId: request.callerId ?? undefined,
      route: `${request.method} ${route}`,
      operation: operation?.name,
      outcome: operation?.code,
      status,
      ms: Math.round(ms * 10) / 10,
    },
    'request',
  );
}
