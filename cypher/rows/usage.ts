/** Events, slots and counters as the statements of cypher/usage give and take them. */

/** What an event is known by in its tenant. */
export interface EventIdentity {
  source: string;
  externalId: string;
}

/** An event that is there; `id` tells whether it was made just now. */
export interface KnownEvent extends EventIdentity {
  id: string;
  contentSha256: string;
  voidedAt: string | null;
}

/** An event as it is written; `metadata` is canonical JSON. What is null is left out of the node. */
export interface NewEvent extends EventIdentity {
  id: string;
  type: string;
  category: string;
  occurredAt: string;
  ingestedAt: string;
  userId: string | null;
  workspaceId: string | null;
  sessionId: string | null;
  seatType: string | null;
  entitlement: string | null;
  amount: string | null;
  asset: string | null;
  metadata: string;
  contentSha256: string;
  retention: string;
  /** Version of the tenant's own type that took it; left out of the product's types. */
  typeVersion?: number;
  /** Beginning of the month that counts it, as months were in the tenant's zone then; null where nothing counts it. */
  countedFrom: string | null;
  /** The batch whose receipt evidences it; null for metered ones. */
  batchId: string | null;
}

/** A slot of events of which fewer are kept than come. */
export interface SlotRow {
  key: string;
  lastAt: string | null;
  kept: number;
}

/** An event that may be voided, with what says which counter it raised; all of that is gone of one that was removed. */
export interface VoidableEvent extends KnownEvent {
  type: string;
  workspaceId: string | null;
  occurredAt: string;
  countedFrom: string | null;
  removedAt: string | null;
}

/** A system that sends us webhooks; `sealed` is its signing secret, encrypted. */
export interface SystemRow {
  id: string;
  version: number;
  createdAt: string;
  kind: string;
  sealed: string | null;
  connectedBy: string | null;
  connectedAt: string | null;
}

/** An event as billing reads it; `metadata` is JSON. */
export interface BilledEvent {
  id: string;
  type: string;
  occurredAt: string;
  userId: string | null;
  workspaceId: string | null;
  entitlement: string | null;
  metadata: string;
}

/** A version of a tenant's own type of event, without its schema. */
export interface EventTypeRow {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  name: string;
  /** Counts the versions of a name, from 1. */
  number: number;
  category: string;
  /** The rule against like events as canonical JSON. */
  dedup: string;
  /** Whether browsers may send it, beside programs with a key. */
  fromBrowsers: boolean;
  retention: string;
  schemaSha256: string;
  state: string;
  endedAt: string | null;
}

/** The same with its JSON Schema as canonical text. */
export interface EventTypeWithSchema extends EventTypeRow {
  schema: string;
}

/** A version of what a tenant measures. */
export interface MeterRow {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  name: string;
  number: number;
  eventType: string;
  aggregation: string;
  /** Path of what is summed, compared or told apart; null of COUNT. */
  valuePath: string | null;
  groupBy: string[];
  /** Different values of `groupBy` that are told apart; the rest is one group. */
  mostGroups: number;
  state: string;
  endedAt: string | null;
}

/** An event as it is shown; `metadata` is canonical JSON. */
export interface ListedEvent extends EventIdentity {
  id: string;
  type: string;
  typeVersion: number | null;
  category: string;
  occurredAt: string;
  ingestedAt: string;
  userId: string | null;
  workspaceId: string | null;
  sessionId: string | null;
  seatType: string | null;
  entitlement: string | null;
  amount: string | null;
  asset: string | null;
  metadata: string;
  voidedAt: string | null;
}

/** A receipt that tells of an event of the product's own, with its business payload as JSON; null once that is removed. */
export interface OwnEventRow {
  id: string;
  step: string;
  occurredAt: string;
  userId: string | null;
  resourceId: string;
  workflowKind: string;
  business: string | null;
}

/** What a month that is over was found to count, as text. */
export interface AgreedMonth {
  workspaceId: string;
  start: string;
  figures: string;
}

/** What comparing a tenant's counters came to; `content` is JSON. It never changes. */
export interface ReconciliationRow {
  id: string;
  createdAt: string;
  version: number;
  startedAt: string;
  monthsChecked: number;
  quotasChecked: number;
  /** Null of runs from before buckets were compared. */
  bucketsChecked?: number | null;
  /** Counters that were made good since the run before. */
  corrected: number;
  /** Sum of the differences that this run found, by store. */
  graphDrift: number;
  redisDrift: number;
  /** Figures of buckets that were off. */
  bucketDrift?: number | null;
  content: string;
}
