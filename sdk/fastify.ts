import { configuredClient } from './client.js';
import { type GatedRequest, type GateOptions, passageOf, record, type Tracked, tooMany } from './gate.js';

/** What of Fastify is used: 4 and 5 have it. */
export interface FastifyRequestLike extends GatedRequest {
  routeOptions?: { url?: string | undefined };
  revgraph?: Tracked | null;
}

interface FastifyReplyLike {
  statusCode: number;
  header(name: string, value: string): unknown;
  code(status: number): { send(body: unknown): unknown };
}

interface FastifyLike {
  decorateRequest(name: string, value: null): unknown;
  addHook(name: 'preHandler' | 'onResponse', hook: (request: never, reply: never) => Promise<unknown>): unknown;
  addHook(name: 'onClose', hook: () => Promise<unknown>): unknown;
}

/**
 * Plugin for Fastify: tracks each request of a tenant, checks its quotas and answers 429 with R4's body when they are used up. Register it
 * behind what says who asks; handlers find `request.revgraph.tracker`. When the server closes, what waits is sent.
 */
export async function revgraphFastify<Request extends FastifyRequestLike = FastifyRequestLike>(
  app: unknown,
  options: GateOptions<Request>,
): Promise<void> {
  const server = app as FastifyLike;
  server.decorateRequest('revgraph', null);
  server.addHook('preHandler', async (request: Request, reply: FastifyReplyLike) => {
    const passage = await passageOf(request, options);
    if (!passage) return;
    const { tenantId, tracker, result } = passage;
    request.revgraph = { tenantId, tracker };
    if (result?.allowed !== false) return;
    const { headers, body } = tooMany(result);
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    return reply.code(429).send(body);
  });
  server.addHook('onResponse', async (request: Request, reply: FastifyReplyLike) => {
    if (request.revgraph) record(request.revgraph.tracker, reply.statusCode, request.routeOptions?.url);
  });
  server.addHook('onClose', async () => (options.client ?? configuredClient())?.close());
}

/** The hooks are for the whole server, and not for what is registered beside the plugin alone. */
Object.assign(revgraphFastify, { [Symbol.for('skip-override')]: true });
