import type { FastifyRequest } from 'fastify';
import type { Access, EdgeContext } from './access.js';
import type { Credentials } from './auth/authenticate.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Asked before each piece of a program's work: keys are known from memory, and the pace is that of checks (ADR 0068). */
    often?: true;
  }
  interface FastifyRequest {
    credentials: Credentials | null;
    /** This request's context, made once. */
    edgeContext: () => Promise<EdgeContext>;
    /** The caller's id once the context is made; never an e-mail address. */
    callerId: string | null;
    /** What was asked over GraphQL, for the log line. */
    operation: { name: string; code: string } | null;
  }
}

/** What is known of a request when its context is made. */
export interface EdgeRequest {
  /** Null when it brought none; flawed ones never come this far. */
  credentials: Credentials | null;
  requestId: string;
  /** The route's path and the HTTP verb; a guarded door names itself in the caller's request later. */
  route: string;
  method: string;
  /** Personal data, as is the user agent. */
  ip: string;
  userAgent: string | null;
}

/** What the context of a request is made from. */
export const edgeRequestOf = (request: FastifyRequest): EdgeRequest => ({
  credentials: request.credentials,
  requestId: request.id,
  route: request.routeOptions.url ?? '',
  method: request.method,
  ip: request.ip,
  userAgent: request.headers['user-agent'] ?? null,
});
