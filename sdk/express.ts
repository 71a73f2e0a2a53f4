import { type GatedRequest, type GateOptions, passageOf, record, type Tracked, tooMany } from './gate.js';

/** What of Express is used: 4 and 5 have it. */
interface ExpressRequest extends GatedRequest {
  baseUrl?: string;
  route?: { path?: unknown };
  revgraph?: Tracked;
}

interface ExpressResponse {
  statusCode: number;
  writableFinished: boolean;
  set(name: string, value: string): unknown;
  status(code: number): { json(body: unknown): unknown };
  once(event: 'close', listener: () => void): unknown;
}

/** A visitor who left before the answer was sent: no failure of ours, and no success. */
const LEFT = 499;

/**
 * Middleware for Express: tracks each request of a tenant, checks its quotas and answers 429 with R4's body when they are used up. Handlers find
 * `request.revgraph.tracker`, to record tokens themselves.
 */
export const revgraphExpress =
  <Request extends ExpressRequest>(options: GateOptions<Request>) =>
  async (request: Request, response: ExpressResponse, next: (error?: unknown) => void): Promise<void> => {
    const passage = await passageOf(request, options);
    if (!passage) return next();
    const { tenantId, tracker, result } = passage;
    if (result?.allowed === false) {
      const { headers, body } = tooMany(result);
      for (const [name, value] of Object.entries(headers)) response.set(name, value);
      response.status(429).json(body);
      return;
    }
    request.revgraph = { tenantId, tracker };
    response.once('close', () => {
      record(tracker, response.writableFinished ? response.statusCode : LEFT, routeOf(request));
    });
    next();
  };

/** The pattern of the route that answered; none where no route did. */
const routeOf = ({ baseUrl, route }: ExpressRequest): string | undefined =>
  typeof route?.path === 'string' ? `${baseUrl ?? ''}${route.path}` : undefined;
