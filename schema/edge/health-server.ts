import Fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { addHealth, type Readiness } from './health.js';

/** A server that only tells how a process is: `/healthz`, `/readyz` and `/metrics`, for processes without an API. */
export function healthServer(readiness: Readiness, registry: Registry): FastifyInstance {
  const app = Fastify();
  addHealth(app, readiness, registry);
  return app;
}
