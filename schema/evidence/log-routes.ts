import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import {
  type EvidenceRuntime,
  logAccess,
  parseTilePath,
  readCheckpoint,
  readTile,
  type TileAddress,
} from '../../src/evidence/index.js';

const FULL = 256;
const FOR_GOOD = 'max-age=31536000, immutable';
const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';
/** At most 15 digits: below 2^53. */
const SIZE = /^(0|[1-9]\d{0,14})$/;

interface Asked {
  Params: { tenant: string; size: string; '*': string };
}

/** One resource of a log: how long it may be kept, and how it is read. */
interface Resource {
  type: string;
  lasting: string;
  read(tenantId: string): Promise<string | Uint8Array | null>;
}

/**
 * A tenant's log as C2SP tlog-tiles: signed checkpoints, tiles, entry bundles. Who may read is asked of the tenant's configuration,
 * not of the route: what somebody may not see answers like what is not there.
 */
export const logRoutes =
  (runtime: EvidenceRuntime): FastifyPluginAsync =>
  async (app) => {
    const { logSettings } = runtime;
    const serve = async (request: FastifyRequest<Asked>, reply: FastifyReply, resource: Resource) => {
      const { tenant } = request.params;
      const { caller } = await request.edgeContext();
      const access = await logAccess(runtime, tenant, caller);
      const content = access && (await resource.read(tenant));
      if (content === null) return reply.callNotFound();
      reply.header('cache-control', `${access}, ${resource.lasting}`).type(resource.type);
      return reply.send(
        typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      );
    };
    const get = (path: string, resourceOf: (params: Asked['Params']) => Resource) =>
      app.get<Asked>(`/log/:tenant/${path}`, { config: { access: 'public' } }, (request, reply) =>
        serve(request, reply, resourceOf(request.params)),
      );

    get('checkpoint', () => ({
      type: TEXT,
      lasting: 'no-cache',
      read: (tenant) => readCheckpoint(logSettings, tenant),
    }));
    get('checkpoint/:size', ({ size }) => ({
      type: TEXT,
      lasting: FOR_GOOD,
      read: async (tenant) => (SIZE.test(size) ? readCheckpoint(logSettings, tenant, Number(size)) : null),
    }));
    get('tile/*', (params) => {
      const address = parseTilePath(`tile/${params['*']}`);
      return {
        type: BYTES,
        lasting: lastingOf(address),
        read: async (tenant) => address && readTile(logSettings, tenant, address),
      };
    });
  };

/** A partial tile is followed by a wider one, and need not be kept. */
const lastingOf = (address: TileAddress | null): string => (address?.width === FULL ? FOR_GOOD : 'max-age=60');
