import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { areGraphQLErrors, CloseCode, type Context, makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Clock } from '../../src/kernel/clock.js';
import { CodedError } from '../../src/kernel/errors.js';
import { newId } from '../../src/kernel/values/ids.js';
import type { EdgeContext } from './access.js';
import type { Authenticate, Credentials } from './auth/authenticate.js';
import { notSignedIn } from './directives.js';
import { lastResort, refusal } from './errors.js';
import { whenReached } from './expiry.js';
import type { Answer } from './jit.js';
import type { EdgeMetrics } from './metrics.js';
import { type GiveBack, shares } from './shares.js';
import { keepAlive, protocolSocket, TRY_AGAIN_LATER } from './socket-transport.js';
import { type Checked, type SubscriptionParts, subscriber, subscriptionCheck } from './subscriptions.js';

/** What sockets need beside what a subscription needs. */
export interface SocketParts<C extends EdgeContext> extends SubscriptionParts<C> {
  authenticate: Authenticate;
  contextFor: (credentials: Credentials, request: FastifyRequest, requestId: string) => Promise<C>;
  /** Seconds until this caller may start another subscription; 0: now. */
  waitFor: (credentials: Credentials) => number;
  metrics: EdgeMetrics;
  clock: Clock;
  keepAliveMs: number;
}

interface Connection {
  socket: WebSocket;
  request: FastifyRequest;
  credentials?: Credentials;
  callOffExpiry?: () => void;
  /** Its place among its caller's sockets. */
  giveBack?: GiveBack;
}

/** Takes a place among a caller's sockets. */
type TakePlace = (credentials: Credentials) => GiveBack | null;

/**
 * Speaks graphql-transport-ws (graphql-ws, PROTOCOL.md) on an upgraded socket. `connection_init` brings `{ authorization: "Bearer …" }`; a
 * flawed credential closes with 4401, its expiry, then or later, with 4403, after which graphql-ws clients reconnect with a fresh token. One
 * socket more than a caller may hold closes with 1013, after which they try again: those that broke off are noticed in two pings.
 */
export function socketHandler<C extends EdgeContext>(
  parts: SocketParts<C>,
): (socket: WebSocket, request: FastifyRequest) => void {
  const server = protocolServer(parts);
  return (socket, request) => {
    const connection: Connection = { socket, request };
    parts.metrics.sockets.inc();
    const closed = server.opened(protocolSocket(parts.logger, socket), connection);
    const stopPings = keepAlive(socket, parts.keepAliveMs);
    socket.once('close', (code, reason) => {
      stopPings();
      connection.callOffExpiry?.();
      connection.giveBack?.();
      parts.metrics.sockets.dec();
      closed(code, String(reason)).catch((err: unknown) =>
        parts.logger.error({ requestId: request.id, err }, 'closing a socket failed'),
      );
    });
  };
}

function protocolServer<C extends EdgeContext>(parts: SocketParts<C>) {
  const check = subscriptionCheck(parts);
  const open = subscriber(parts);
  const lastLook = lastResort(parts.logger);
  const format = (error: GraphQLError) => lastLook(error.toJSON(), error);
  const checked = new WeakMap<object, Checked<C>>();
  const placeOf = shares(parts.limits.socketsPerCaller);
  const takePlace: TakePlace = ({ tenantId, subject }) => placeOf(JSON.stringify([tenantId, subject]));
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: 3_000,
    onConnect: ({ extra, connectionParams }) => admit(parts, takePlace, extra, connectionParams ?? {}),
    onSubscribe: async (connection, _id, payload) => {
      const subscription = await begin(parts, check, connection, payload);
      if (Array.isArray(subscription)) return subscription;
      const { run, variables, context } = subscription;
      const args = {
        schema: parts.schema,
        document: run.document,
        operationName: payload.operationName,
        variableValues: variables,
        contextValue: context,
      };
      checked.set(args, subscription);
      return args;
    },
    subscribe: async (args) => {
      const subscription = checked.get(args);
      if (!subscription) throw new Error('A subscription was started that was not checked.');
      const answers = await open(subscription);
      return Symbol.asyncIterator in answers ? counted(parts.metrics, answers) : answers;
    },
    onNext: (_connection, _id, _payload, _args, { errors, ...answer }) =>
      errors ? { ...answer, errors: errors.map((error) => format(error as GraphQLError)) } : undefined,
    onError: (_connection, _id, _payload, errors) => errors.map((error) => format(error as GraphQLError)),
  });
}

async function admit<C extends EdgeContext>(
  parts: SocketParts<C>,
  takePlace: TakePlace,
  connection: Connection,
  params: Record<string, unknown>,
): Promise<boolean> {
  const { socket, request } = connection;
  try {
    const credentials = (await parts.authenticate(headersOf(params))) ?? request.credentials;
    if (!credentials) throw notSignedIn();
    // Closed while it waited: there is nobody to admit, and nothing that would call off the timer.
    if (socket.readyState !== socket.OPEN) return false;
    connection.giveBack = takePlace(credentials) ?? undefined;
    if (!connection.giveBack) {
      socket.close(TRY_AGAIN_LATER, `At most ${parts.limits.socketsPerCaller} connections at a time; close one first`);
      return false;
    }
    connection.credentials = credentials;
    const { expiresAt } = credentials;
    if (expiresAt !== null) {
      connection.callOffExpiry = whenReached(parts.clock, expiresAt, () =>
        socket.close(CloseCode.Forbidden, 'Token expired'),
      );
    }
    return true;
  } catch (error) {
    parts.metrics.refusedCredentials.inc();
    if (!(error instanceof CodedError))
      parts.logger.error({ requestId: request.id, err: error }, 'a socket could not be admitted');
    const refused = error instanceof CodedError && error.code === 'UNAUTHENTICATED';
    const expired = refused && error.message.includes('expired');
    if (expired) socket.close(CloseCode.Forbidden, 'Token expired');
    else if (refused) socket.close(CloseCode.Unauthorized, 'Unauthorized');
    else socket.close(TRY_AGAIN_LATER, 'Try again later');
    return false;
  }
}

/** Browsers cannot set headers on a socket: what would be headers comes as parameters, in whatever case. */
function headersOf(params: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const headers = Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]));
  if (headers.apikey && !headers.authorization) headers['x-api-key'] = headers.apikey;
  return headers;
}

async function begin<C extends EdgeContext>(
  parts: SocketParts<C>,
  check: (payload: SubscribePayload, context: C) => Checked<C> | GraphQLError[],
  { extra, subscriptions }: Context<Record<string, unknown>, Connection>,
  payload: SubscribePayload,
): Promise<Checked<C> | GraphQLError[]> {
  const { credentials, request } = extra;
  if (!credentials) return [refusal('UNAUTHENTICATED', notSignedIn().message)];
  const requestId = newId();
  const outcome = await tryBegin(
    parts,
    check,
    { credentials, request, requestId, running: Object.keys(subscriptions).length },
    payload,
  );
  const refused = areGraphQLErrors(outcome) ? outcome[0]?.extensions.code : undefined;
  parts.metrics.operations.inc({ type: 'subscription', outcome: refused ? 'refused' : 'ok' });
  const operation = payload.operationName?.slice(0, 100) ?? 'subscription';
  const { tenantId } = credentials;
  const callerId = Array.isArray(outcome) ? undefined : outcome.context.caller?.id;
  parts.logger.info(
    { requestId, tenantId, callerId, route: 'WS /graphql', operation, status: refused ?? 'ok' },
    'subscription',
  );
  return outcome;
}

async function tryBegin<C extends EdgeContext>(
  parts: SocketParts<C>,
  check: (payload: SubscribePayload, context: C) => Checked<C> | GraphQLError[],
  asked: { credentials: Credentials; request: FastifyRequest; requestId: string; running: number },
  payload: SubscribePayload,
): Promise<Checked<C> | GraphQLError[]> {
  const { credentials, request, requestId, running } = asked;
  const most = parts.limits.subscriptionsPerConnection;
  if (running > most)
    return [refusal('RATE_LIMITED', `At most ${most} subscriptions run on one connection; end one first.`)];
  const wait = parts.waitFor(credentials);
  if (wait > 0) return [refusal('RATE_LIMITED', `Too many requests; try again in ${wait} s.`)];
  try {
    return check(payload, await parts.contextFor(credentials, request, requestId));
  } catch (error) {
    if (error instanceof CodedError) return [refusal(error.code, error.message)];
    throw error;
  }
}

function counted(metrics: EdgeMetrics, answers: AsyncGenerator<Answer>): AsyncGenerator<Answer> {
  metrics.subscriptions.inc();
  let running = true;
  const ended = () => {
    if (running) metrics.subscriptions.dec();
    running = false;
  };
  const { next, return: end } = answers;
  answers.next = async () => {
    const step = await next();
    if (step.done) ended();
    return step;
  };
  answers.return = async (value) => {
    ended();
    return end(value);
  };
  return answers;
}
