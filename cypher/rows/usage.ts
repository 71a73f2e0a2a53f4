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

/** An event that may be voided, with what says which counter it raised. */
export interface VoidableEvent extends KnownEvent {
  type: string;
  workspaceId: string | null;
  occurredAt: string;
  countedFrom: string | null;
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
