import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { Registry } from 'prom-client';
import WebSocket from 'ws';
import type { EdgeContext, Guard } from '../../schema/edge/access.js';
import { authenticator, type FoundKey } from '../../schema/edge/auth/authenticate.js';
import { tokenCheck } from '../../schema/edge/auth/tokens.js';
import { createLogger } from '../../schema/edge/logging.js';
import { createEdge, type EdgeOptions } from '../../schema/edge/server.js';
import { type Clock, systemClock } from '../../src/kernel/clock.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { Role, SeatType } from '../../src/kernel/rights.js';
import { deskSchema } from './desk.js';

export const keys = generateKeyPairSync('ed25519');
export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'desk';

interface Person {
  roles: Role[];
  seat: SeatType | null;
}
const PEOPLE: Record<string, Person> = {
  ada: { roles: ['ae'], seat: 'DECISION' },
  otto: { roles: ['auditor'], seat: 'OBSERVER' },
  nina: { roles: ['sdr'], seat: null },
};

/** A token of one of the people; `seconds` from now until it expires. */
export function token(
  subject: string,
  seconds = 60,
  claims: Record<string, unknown> = {},
  clock: Clock = systemClock,
): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  return new SignJWT({ tenant: 't1', ...claims })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(subject)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(keys.privateKey);
}

const guard: Guard = async ({ caller, rule }) => {
  const role = !rule.anyRole || rule.anyRole.some((name) => caller.roles.includes(name));
  const scope = rule.anyScope?.some((name) => caller.scopes.includes(name)) ?? false;
  if (caller.type === 'api_key' ? !scope : !role) throw new CodedError('FORBIDDEN', 'Your roles do not allow this.');
  if (caller.type === 'user' && rule.seat && caller.seat !== 'DECISION' && caller.seat !== rule.seat) {
    throw new CodedError('SEAT_REQUIRED', `This needs a ${rule.seat} seat.`, { requiredSeat: rule.seat });
  }
};

type FindKey = (sha256: string) => Promise<FoundKey | null>;
type Overrides = Partial<EdgeOptions<EdgeContext>> & { findApiKey?: FindKey; recallApiKey?: FindKey };

export interface RunningEdge {
  url: string;
  /** Every log line so far. */
  log: string[];
  /** Sends a GraphQL request. */
  ask: (query: string, options?: Ask) => Promise<Asked>;
  request: (path: string, init?: RequestInit) => Promise<Response>;
  socket: (params?: Record<string, unknown>, on?: Parameters<typeof createClient>[0]['on']) => Client;
  close: () => Promise<void>;
}
export interface Ask {
  variables?: Record<string, unknown>;
  operationName?: string;
  token?: string;
  headers?: Record<string, string>;
}
interface Asked {
  status: number;
  headers: Headers;
  data: any;
  errors: any[] | undefined;
}

/** Starts an edge on a free port, on the desk's schema unless told otherwise. */
export async function startEdge(overrides: Overrides = {}): Promise<RunningEdge> {
  const log: string[] = [];
  const clock = overrides.clock ?? systemClock;
  const publicKeyPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const checkToken = tokenCheck({ issuer: ISSUER, audience: AUDIENCE, jwksUrl: null, publicKeyPem }, clock);
  const app = await createEdge<EdgeContext>({
    schema: overrides.schema ?? (await deskSchema()),
    authenticate: authenticator({
      checkToken,
      findApiKey: overrides.findApiKey ?? (async () => null),
      recallApiKey: overrides.recallApiKey ?? (async () => null),
      clock,
    }),
    contextFor: async ({ credentials, requestId, route, method, ip, userAgent }) => ({
      requestId,
      caller: credentials && {
        tenantId: credentials.tenantId,
        type: credentials.type,
        id: `id-of-${credentials.subject}`,
        roles: PEOPLE[credentials.subject]?.roles ?? [],
        seat: PEOPLE[credentials.subject]?.seat ?? null,
        scopes: credentials.scopes,
        request: { id: requestId, route, method, ip, userAgent },
      },
    }),
    guard,
    routes: [],
    readiness: {},
    registry: new Registry(),
    logger: createLogger('info', { write: (line) => log.push(line) }),
    clock,
    production: true,
    ...overrides,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients: Client[] = [];
  return {
    url,
    log,
    ask: (query, options = {}) => ask(url, query, options),
    request: (path, init) => fetch(url + path, init),
    socket: (params, on) => {
      const client = createClient({
        url: `ws://127.0.0.1:${port}/graphql`,
        connectionParams: params,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: true,
        on,
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
      await app.close();
    },
  };
}

async function ask(
  url: string,
  query: string,
  { variables, operationName, token: bearer, headers }: Ask,
): Promise<Asked> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const body = (await response.json()) as Pick<Asked, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, data: body.data, errors: body.errors };
}
