import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const STATIC = '/graphiql/static/';

/**
 * Serves GraphiQL at `/` from the development dependency `ruru`, without a CDN. It is loaded here and not at the top of the file: a
 * production image has no development dependencies and never comes here.
 */
export async function addGraphiql(app: FastifyInstance, graphqlPath: string): Promise<void> {
  const [{ ruruHTML }, { getStaticFile }] = await Promise.all([import('ruru/server'), import('ruru/static')]);
  const config = { access: 'public' } as const;
  const titleTag = '<title>revgraph GraphiQL</title>\n<link rel="icon" href="data:," />';
  const page = ruruHTML({ endpoint: graphqlPath, staticPath: STATIC, htmlParts: { titleTag } });

  app.get('/', { config }, async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    reply.header('content-security-policy', policy(nonce)).type('text/html; charset=utf-8');
    return page.replaceAll('<script', `<script nonce="${nonce}"`);
  });
  app.get(`${STATIC}*`, { config }, async (request, reply) => {
    const urlPath = request.url;
    const file = await getStaticFile({
      staticPath: STATIC,
      urlPath,
      acceptEncoding: request.headers['accept-encoding'],
    });
    return file ? reply.headers(file.headers).send(file.content) : reply.callNotFound();
  });
}

/** The editor writes style elements and starts its workers from our own address. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
