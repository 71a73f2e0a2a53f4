import type { RightsHolder } from './rights.js';

/** Who asks: a user, a program with an API key, or the product itself (a job's listener). */
export interface Caller extends RightsHolder {
  tenantId: string;
  /** The user's or key's id; for the system the listener's name. */
  id: string;
  request: RequestFacts;
}

/** Where a request came from; `ip` and `userAgent` are personal data. */
export interface RequestFacts {
  id: string;
  /** `Mutation.submitQuote` over GraphQL, the path over HTTP, the listener for jobs. */
  route: string;
  /** `GRAPHQL`, the HTTP verb, `MAIL` for a link that was mailed, or `JOB`. */
  method: string;
  ip: string | null;
  userAgent: string | null;
}

/** The product acting by itself on behalf of a listener, such as `sla-sweep`. */
export const systemCaller = (tenantId: string, listener: string): Caller => ({
  tenantId,
  type: 'system',
  id: listener,
  roles: [],
  seat: null,
  scopes: [],
  request: { id: listener, route: listener, method: 'JOB', ip: null, userAgent: null },
});
