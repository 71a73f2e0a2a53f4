import { configuredClient, type RevGraph } from './client.js';
import type { QuotaCheckResult, QuotaSubject, UsageEventType } from './payloads.js';
import { messageOf } from './problems.js';
import { type Amounts, enforceMultipleQuotas } from './quota.js';
import { sessionIn } from './session.js';
import { type UsageMetadata, UsageTracker } from './usage-tracker.js';

/** What a middleware needs of a request, whoever serves it. */
export interface GatedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  method?: string | undefined;
}

/** How requests of a host are tracked and limited. */
export interface GateOptions<Request> {
  /** Whose request it is; null or undefined: it is neither tracked nor limited. */
  tenantOf(request: Request): string | null | undefined | Promise<string | null | undefined>;
  /** `api_call` when left out. */
  eventType?: UsageEventType;
  /** What a request uses up: one of `api_calls` when left out, nothing for null. */
  amountsOf?: ((request: Request) => Amounts | null) | null;
  subjectOf?(request: Request): QuotaSubject;
  /** The connection; the one that was configured when left out. */
  client?: RevGraph;
}

/** A request that was let in, or not: its tracker, and what the check said. */
export interface Passage {
  tenantId: string;
  tracker: UsageTracker;
  result: QuotaCheckResult | null;
}

/** What a handler finds as `request.revgraph`. */
export type Tracked = Pick<Passage, 'tenantId' | 'tracker'>;

/** R4's answer to whoever is over a limit, with how long to wait. */
export interface TooMany {
  headers: Record<string, string>;
  body: { error: string; quota_limit: number | null; tokens_remaining: number; retry_after_ms: number | null };
}

/** Sees to a request: begins to track it, and asks whether it may go on. Null when there is nothing to see to; never throws. */
export async function passageOf<Request extends GatedRequest>(
  request: Request,
  options: GateOptions<Request>,
): Promise<Passage | null> {
  const client = options.client ?? configuredClient();
  if (!client) return null;
  try {
    const tenantId = await options.tenantOf(request);
    if (!tenantId) return null;
    const subject = options.subjectOf?.(request) ?? {};
    const metadata: UsageMetadata = {
      user_id: subject.userId,
      workspace_id: subject.workspaceId,
      session_id: sessionIn(request.headers),
      method: request.method,
    };
    const tracker = new UsageTracker(tenantId, options.eventType ?? 'api_call', metadata, client);
    const amounts = amountsOf(request, options);
    const result = amounts && (await enforceMultipleQuotas(tenantId, amounts, { ...subject, client }));
    if (result?.allowed === false) await tracker.recordRateLimit();
    return { tenantId, tracker, result };
  } catch (error) {
    client.tell({ kind: 'misuse', message: `middleware: ${messageOf(error)}` });
    return null;
  }
}

function amountsOf<Request>(request: Request, { amountsOf: given }: GateOptions<Request>): Amounts | null {
  return given === undefined ? { api_calls: 1 } : (given?.(request) ?? null);
}

/** The answer to a request that was not let in: for the status 429. */
export function tooMany({ error, quota_limit, tokens_remaining, retry_after_ms }: QuotaCheckResult): TooMany {
  const seconds = retry_after_ms === undefined ? null : Math.max(1, Math.ceil(retry_after_ms / 1_000));
  return {
    headers: seconds === null ? {} : { 'retry-after': String(seconds) },
    body: { error: error ?? 'Quota exceeded', quota_limit, tokens_remaining, retry_after_ms: retry_after_ms ?? null },
  };
}

/** Records what came of a request: by its status, at the route's pattern and not at its address, which may name people. */
export function record(tracker: UsageTracker, status: number, endpoint: string | undefined): void {
  const data = { status_code: status, tokens_used: 0, ...(endpoint ? { endpoint } : {}) };
  if (status === 429) void tracker.recordRateLimit(data);
  else if (status >= 400) void tracker.recordFailure({ name: `HTTP ${status}`, status }, data);
  else void tracker.recordSuccess(data);
}
