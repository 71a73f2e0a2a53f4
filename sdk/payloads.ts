/** The shapes that R4 names, in its own words, and what goes over the wire of them. */

/** What is metered (R4). A tenant may register types of its own. */
export type UsageEventType = 'api_call' | 'chat_message' | 'embedding' | 'search' | 'kb_ingest' | (string & {});

/** What is limited (R4), by the name of its meter; a tenant may declare meters of its own. */
export type QuotaType = 'tokens' | 'api_calls' | 'chat_messages' | 'embeddings' | (string & {});

/** What a check of quotas answers (R4). */
export interface QuotaCheckResult {
  allowed: boolean;
  /** Of the tightest quota that was asked; 2⁵³ − 1 where nothing limits; 0 where nobody could be asked. */
  tokens_remaining: number;
  /** Null: unlimited, or unknown. */
  quota_limit: number | null;
  /** Why it was denied, or why it was let through without an answer. */
  error?: string;
  /** When as much would be let through; absent where waiting does not help. */
  retry_after_ms?: number;
  /** Answers `GET /v1/quota/denials/{id}` with the limit, its window and what was used. */
  denial_id?: string;
  /** Of `reserveQuota`: to be finalised with what was used. */
  reservation_id?: string;
}

/** Where one quota of one subject stands. */
export interface QuotaState {
  quota: string;
  /** What it counts. */
  meter: string;
  window: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'concurrent';
  level: 'tenant' | 'workspace' | 'user' | 'api_key' | 'group';
  /** '' of the tenant itself. */
  subject: string;
  /** Null: unlimited. */
  limit: number | null;
  used: number;
  /** Null: unlimited. */
  remaining: number | null;
  /** Used of the limit in hundredths of a percent: 498 is 4.98 %. Null: unlimited. */
  percentage: number | null;
  /** ISO 8601; null of what is held at a time. */
  resetsAt: string | null;
  isNearLimit: boolean;
}

/** Where every quota of a tenant stands (R4). */
export interface QuotaStatus {
  plan: string;
  planVersion: string;
  quotas: QuotaState[];
  /** Whether nothing is left of one of them. */
  anyExceeded: boolean;
}

/** Whom a check is about, beside the tenant. */
export interface QuotaSubject {
  userId?: string | null;
  workspaceId?: string | null;
  group?: string | null;
}

/** What another program did, to somebody's things (R4). Everything but the type may be left out. */
export interface AuditEventPayload {
  event_type: string;
  /** trial, kb, widget, session, api_endpoint … */
  entity_type?: string | null;
  entity_id?: string | null;
  action?: string | null;
  actor_type?: 'system' | 'admin' | 'tenant' | 'visitor';
  actor_id?: string | null;
  old_values?: Record<string, unknown> | null;
  new_values?: Record<string, unknown> | null;
  changes_summary?: string | null;
  result?: 'success' | 'failure' | 'partial';
  error_message?: string | null;
  ip_address?: string | null;
  user_agent?: string | null;
  request_id?: string | null;
}

/** Who acted and from where: what a builder of audit events cannot know. */
export type AuditContext = Pick<
  AuditEventPayload,
  'actor_type' | 'actor_id' | 'ip_address' | 'user_agent' | 'request_id'
>;

/** A usage event as it is sent. */
export interface UsageEvent {
  type: string;
  user_id?: string | undefined;
  workspace_id?: string | undefined;
  session_id?: string | undefined;
  metadata: Record<string, unknown>;
}
