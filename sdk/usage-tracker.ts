import { configuredClient, type RevGraph } from './client.js';
import type { UsageEvent, UsageEventType } from './payloads.js';
import { messageOf } from './problems.js';
import { costNanoUsd, count, estimateTokens, PRICES } from './tokens.js';

/** What an operation is about, beside its type: `user_id`, `workspace_id` and `session_id` name whose it is; the rest is metadata. */
export interface UsageMetadata {
  user_id?: string | null | undefined;
  workspace_id?: string | null | undefined;
  session_id?: string | null | undefined;
  model?: string | undefined;
  /** Of a chat message: `received` from a visitor, unless it says `sent`. */
  direction?: 'sent' | 'received' | undefined;
  opened_session?: boolean | undefined;
  [name: string]: unknown;
}

/** What came of an operation (R4). Texts are for the estimate of tokens alone, and are not sent. */
export interface UsageData {
  tokens_used?: number | undefined;
  /** Tokens of question and answer, where they cost differently. */
  input_tokens?: number | undefined;
  output_tokens?: number | undefined;
  /** Measured from the tracker's making when left out. */
  response_time_ms?: number | undefined;
  status_code?: number | undefined;
  /** By the price table when left out. */
  cost_usd?: number | undefined;
  model?: string | undefined;
  message?: string | undefined;
  response?: string | undefined;
  [name: string]: unknown;
}

const OK = 200;
const FAILED = 500;
const RATE_LIMITED = 429;

/** Follows one operation of a tenant from its beginning to what came of it; the first thing recorded counts, and never throws (R4). */
export class UsageTracker {
  readonly #begun: number;
  readonly #client: RevGraph | null;
  #isRecorded = false;

  constructor(
    readonly tenantId: string,
    readonly eventType: UsageEventType,
    readonly metadata: UsageMetadata = {},
    client: RevGraph | null = configuredClient(),
  ) {
    this.#client = client;
    this.#begun = client?.timing.now() ?? 0;
  }

  /** It worked: with tokens, latency, status. */
  async recordSuccess(data: UsageData = {}): Promise<void> {
    this.#record({ status_code: OK, ...data });
  }

  /** It failed: with the error's name and code. What the error says may be about people: `ErrorAudit.apiError` tells that. */
  async recordFailure(error?: unknown, data: UsageData = {}): Promise<void> {
    const named = error as
      | { name?: unknown; code?: unknown; status?: unknown; statusCode?: unknown }
      | null
      | undefined;
    const status = [named?.status, named?.statusCode].find((code) => typeof code === 'number' && code >= 400) ?? FAILED;
    const failure = { error: textOr(named?.name, 'Error'), ...(named?.code ? { error_code: String(named.code) } : {}) };
    this.#record({ status_code: status as number, ...failure, ...data });
  }

  /** It was not let through: 429. */
  async recordRateLimit(data: UsageData = {}): Promise<void> {
    this.#record({ status_code: RATE_LIMITED, tokens_used: 0, ...data });
  }

  #record(data: UsageData): void {
    if (!this.#client || this.#isRecorded) return;
    this.#isRecorded = true;
    try {
      const elapsed = this.#client.timing.now() - this.#begun;
      const prices = { ...PRICES, ...this.#client.options.prices };
      const { user_id, workspace_id, session_id, ...metadata } = this.metadata;
      const event: UsageEvent = {
        type: this.eventType,
        ...named({ user_id, workspace_id, session_id }),
        metadata: { ...metadata, ...figures(this.eventType, { ...metadata, ...data }, elapsed, prices) },
      };
      this.#client.logEvent(this.tenantId, event);
    } catch (error) {
      this.#client.tell({ kind: 'misuse', message: messageOf(error), tenantId: this.tenantId });
    }
  }
}

/** Begins to follow one operation of a tenant (R4). */
export const trackUsage = (tenantId: string, eventType: UsageEventType, metadata?: UsageMetadata): UsageTracker =>
  new UsageTracker(tenantId, eventType, metadata);

/** The figures that usage is summed from, and what is particular to a type. */
function figures(
  type: UsageEventType,
  data: UsageData,
  elapsed: number,
  prices: typeof PRICES,
): Record<string, unknown> {
  const {
    tokens_used,
    input_tokens,
    output_tokens,
    response_time_ms,
    status_code,
    cost_usd,
    message,
    response,
    ...rest
  } = data;
  const parts = input_tokens === undefined && output_tokens === undefined ? undefined : [input_tokens, output_tokens];
  const known = tokens_used ?? (parts && count(parts[0]) + count(parts[1]));
  const tokens = count(known ?? estimateTokens((message ?? '') + (response ?? '')));
  const used = parts && tokens_used === undefined ? { input: parts[0], output: parts[1] } : { tokens };
  const cost = cost_usd === undefined ? costNanoUsd(used, data.model, prices) : count(cost_usd * 1e9);
  return {
    ...rest,
    ...particulars(type, data),
    tokens,
    cost_nano_usd: cost,
    latency_ms: Math.min(Math.max(response_time_ms ?? elapsed, 0), 86_400_000),
    status_code,
  };
}

function particulars(
  type: UsageEventType,
  { message, response, direction, ...data }: UsageData,
): Record<string, unknown> {
  const lengths = {
    ...(typeof message === 'string' ? { message_length: message.length } : {}),
    ...(typeof response === 'string' ? { response_length: response.length } : {}),
  };
  if (type === 'chat_message') return { direction: direction ?? 'received', ...lengths };
  const lists: Record<string, string> = { embedding: 'vectors', search: 'results', kb_ingest: 'documents' };
  const list = lists[type];
  const many = list === undefined ? undefined : data[list];
  return list && Array.isArray(many) ? { ...lengths, [list]: many.length } : lengths;
}

const named = (names: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise);
