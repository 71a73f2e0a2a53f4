import type { Instant } from '../../kernel/values/instants.js';

/** What is counted. The first four are R4's; a tenant may add meters of its own. */
export const BUILT_IN_METERS = ['tokens', 'api_calls', 'chat_messages', 'embeddings'] as const;

/** Up to an hour a rate (GCRA); days and months are calendar windows of the tenant's zone; `concurrent` holds what is not given back. */
export const QUOTA_WINDOWS = ['second', 'minute', 'hour', 'day', 'month', 'concurrent'] as const;
export type QuotaWindow = (typeof QUOTA_WINDOWS)[number];

/** Whose use is counted together. */
export const QUOTA_LEVELS = ['tenant', 'workspace', 'user', 'api_key', 'group'] as const;
export type QuotaLevel = (typeof QUOTA_LEVELS)[number];

/** A limit on one meter in one window, for each subject of a level. A name is unique among a tenant's quotas, such as `tokens_per_day`. */
export interface Quota {
  name: string;
  meter: string;
  window: QuotaWindow;
  level: QuotaLevel;
  /** Null: unlimited, and counted all the same. */
  limit: number | null;
  /** `soft`: going over is allowed, announced and told. */
  enforcement: 'hard' | 'soft';
}

/** A one-off amount on top of a quota of a calendar window, spent after it; gone when it is used up or expires. */
export interface QuotaGrant {
  id: string;
  quota: string;
  amount: number;
  expiresAt: Instant;
}

/** Everything that a check needs to know of a tenant; kept in memory, so that checks go on without the graph. */
export interface QuotaTerms {
  tenantId: string;
  plan: string;
  /** Hex SHA-256 of the plan's name, its quotas, overrides and grants: what a denial names. */
  version: string;
  /** IANA zone of days and months. */
  zone: string;
  /** Day of the month on which months begin, 1 unless configured; a shorter month's last day (31 Jan → 28 Feb → 31 Mar). */
  monthBegins: number;
  quotas: readonly Quota[];
  grants: readonly QuotaGrant[];
  /** Share of a limit, in basis points, whose crossing is announced: 8,000 and 10,000 unless configured. */
  announceAt: readonly number[];
  /** Share of a limit, in basis points, from which it is near: 8,000 unless configured. */
  nearLimit: number;
  /** What decides while Redis is away, by meter; rates and tokens open (R4). */
  withoutRedis: 'open' | 'closed';
}

/** Whom a check is about; a level without its subject is not checked. */
export interface QuotaSubject {
  workspaceId?: string | null | undefined;
  userId?: string | null | undefined;
  apiKeyId?: string | null | undefined;
  group?: string | null | undefined;
}

/** Where one quota of one subject stands. */
export interface QuotaState {
  quota: string;
  meter: string;
  window: QuotaWindow;
  level: QuotaLevel;
  /** '' of the tenant itself. */
  subject: string;
  /** With grants that have not expired; null: unlimited. */
  limit: number | null;
  used: number;
  /** Null: unlimited. Never below 0. */
  remaining: number | null;
  /** Basis points of the limit; null: unlimited. */
  percentage: number | null;
  /** When the window ends, or a rate is whole again; null of `concurrent`. */
  resetsAt: Instant | null;
  isNearLimit: boolean;
}

/** The first limit that a check hit. */
export interface QuotaDenial {
  /** Answers `quotaDenial` for good: it holds what was denied, signed. At most 600 characters. */
  id: string;
  quota: string;
  limit: number;
  used: number;
  requested: number;
  /** Whole milliseconds until as much would be let through; null when waiting does not help (`concurrent`, more than the limit). */
  retryAfterMs: number | null;
}

/** What is asked of the quotas of a tenant. */
export interface QuotaRequest {
  subject: QuotaSubject;
  /** By meter: whole numbers from 0 up, at most 10^12. */
  amounts: Readonly<Record<string, number>>;
  /** `look` counts nothing and leaves no denial behind. */
  mode: 'consume' | 'reserve' | 'look';
  /** How long a reservation holds: 60 s unless said, a day at most. */
  reserveForMs?: number | undefined;
  /** A retry under the same key within ten minutes gets the same answer, and is counted once. */
  key?: string | null | undefined;
}

/** What a check decided, on every quota that it touched. */
export interface QuotaDecision {
  __typename: 'QuotaDecision';
  allowed: boolean;
  /** Null when allowed. */
  denial: QuotaDenial | null;
  /** Of what was reserved, to be finalised before it expires; null otherwise. */
  reservationId: string | null;
  reservedUntil: Instant | null;
  states: readonly QuotaState[];
  planVersion: string;
  /** Decided without Redis. */
  degraded: boolean;
  decidedAt: Instant;
}

/** No quota of the tenant counts this meter, and it is none of the product's own. */
export interface UnknownMeter {
  __typename: 'UnknownMeter';
  message: string;
  meter: string;
}

/** What was used beyond a limit when it was finalised; it counts against the next check. */
export interface QuotaOverrun {
  quota: string;
  meter: string;
  level: QuotaLevel;
  subject: string;
  limit: number;
  used: number;
  /** The part of this finalising that is beyond the limit. */
  over: number;
}

/** A reservation is over: what was used is counted, whatever was reserved. */
export interface QuotaFinalised {
  __typename: 'QuotaFinalised';
  reservationId: string;
  overruns: readonly QuotaOverrun[];
  states: readonly QuotaState[];
  planVersion: string;
  /** Taken down without Redis, and counted once it is back. */
  degraded: boolean;
  finalisedAt: Instant;
}

/** What a denial's id answers with. */
export interface StoredDenial {
  id: string;
  quota: string;
  level: QuotaLevel;
  subject: string;
  limit: number;
  used: number;
  requested: number;
  window: QuotaWindow;
  /** Bounds of the window, half open; of a rate the stretch that it spans, null of `concurrent`. */
  windowStart: Instant | null;
  windowEnd: Instant | null;
  planVersion: string;
  degraded: boolean;
  deniedAt: Instant;
}
