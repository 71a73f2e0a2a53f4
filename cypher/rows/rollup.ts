/** Quarter hours (starts, UTC) that are to be summed up again. */
export interface IngestMarkRow {
  id: string;
  quarters: string[];
  /** The quarter hours themselves are right: only what is made of them is put together again. */
  remakes: boolean;
}

/** A mark as it is behind the lock of the roll-up. */
export interface MarkedRow extends IngestMarkRow {
  /** What quotas denied, as texts of their own form: added to the quarter hours once, when the mark ends. */
  denials: string[];
}

/** Properties of a bucket; its figures stand beside these, each under its own name. */
export interface UsageBucketRow {
  /** '' is everything of the tenant. */
  workspaceId: string;
  grain: string;
  start: string;
  end: string;
  version: number;
  /** A DDSketch of latency; beside it `latencyCount` and `latencyQuantiles`, which it tells. */
  latency: Int8Array;
  /** What meters come to, each as JSON that begins with its name. */
  meters?: string[];
  /** What was put together of events that are gone, and of denials, of a quarter hour. */
  base?: string | null;
  [figure: string]: unknown;
}

/** An hour whose buckets were found to be what they count, with the digest of what they say. */
export interface AgreedHour {
  start: string;
  sha256: string;
}

export interface UsageBucketWrite {
  workspaceId: string;
  grain: string;
  start: string;
  properties: Record<string, unknown>;
}

export interface BucketWindow {
  workspaceId: string;
  grain: string;
  start: string;
  end: string;
}

/** The same of a tenant as a whole, one of several. */
export interface TenantBucketWindow extends Omit<BucketWindow, 'workspaceId'> {
  tenantId: string;
}

/** Where a page of events of a type begins: at an instant, behind an id. */
export interface MeasuredPlace {
  type: string;
  from: string;
  afterId: string;
}

/** What roll-ups read of an event: figures, and what meters may name. */
export interface MeasuredEventRow {
  type: string;
  occurredAt: string;
  id: string;
  source: string;
  userId: string | null;
  workspaceId: string | null;
  sessionId: string | null;
  seatType: string | null;
  entitlement: string | null;
  /** A decimal. */
  amount: string | null;
  asset: string | null;
  metadata: string;
  voidedAt: string | null;
}

/** Figures in the order in which they were asked for; one that is newer than its bucket is null. */
export interface BucketFiguresRow {
  grain: string;
  start: string;
  end: string;
  closedAt: string | null;
  adjusted: string | null;
  /** Null of a bucket that was written without. */
  latencyCount: number | null;
  latencyQuantiles: number[] | null;
  /** Where sketches are merged, or there are no quantiles. */
  latency: Int8Array | null;
  figures: (number | null)[];
}

/** What of a bucket is merged, one of several tenants. */
export interface TenantBucketFiguresRow extends Pick<BucketFiguresRow, 'adjusted' | 'latency' | 'figures'> {
  tenantId: string;
}

export interface BucketMetersRow {
  grain: string;
  start: string;
  adjusted: string | null;
  meters: string[];
}

export interface BucketPlace {
  workspaceId: string;
  grain: string;
  start: string;
}
