/** Reported audit events as the statements of cypher/evidence give and take them. */

/** An audit event as it is stored; what of it is personal is its detail, committed to. Null is left out of the node. */
export interface StoredAuditEvent {
  id: string;
  source: string;
  externalId: string;
  /** When it was reported. */
  createdAt: string;
  occurredAt: string;
  eventType: string;
  entityType: string | null;
  entityId: string | null;
  action: string | null;
  actorType: string;
  actorId: string | null;
  result: string;
  requestId: string | null;
  /** Hex SHA-256 of what was sent, without its detail. */
  sha256: string;
  /** Hex SHA-256(salt bytes ‖ detail); null: it has none. */
  detailCommitment: string | null;
  /** The batch whose receipt evidences it. */
  batchId: string;
}

/** What of an audit event may be about people: its content is canonical JSON, and can be erased with its salt. */
export interface AuditDetailRow {
  id: string;
  salt: string;
  content: string;
}

/** An event as it is written, with its detail; null: it says nothing of people. */
export interface NewAuditEvent {
  event: StoredAuditEvent;
  detail: (AuditDetailRow & { createdAt: string }) | null;
}

/** An event that is there; `id` tells whether it was made just now. `salt` is null where there is no detail, or it was erased. */
export type KnownAuditEvent = Pick<StoredAuditEvent, 'source' | 'externalId' | 'id' | 'sha256' | 'detailCommitment'> & {
  salt: string | null;
};

/** The user whom a detail is about. */
export interface AuditDetailLink {
  id: string;
  userId: string;
}

/** An audit event as it is listed. */
export type AuditEventRow = Omit<StoredAuditEvent, 'sha256'>;

/** What receipts told before one, in no certain order and some perhaps twice; payloads are canonical JSON, null where there are none. */
export interface AuditSnapshotsRow {
  id: string;
  told: { resourceId: string | null; at: string; seq: number; business: string | null; personal: string | null }[];
}

/** When a user was an admin, half open; `to` is null while they are. */
export interface AdminPeriod {
  userId: string;
  from: string;
  to: string | null;
}

/** Receipts of a period that have step, outcome and subject in common. */
export interface AuditReceiptCount {
  step: string;
  outcome: string;
  subjectType: string;
  subjectId: string;
  isAdmin: boolean;
  receipts: number;
  /** Of these, those in the log; the last of them has the leaf `lastLeaf`. */
  sealed: number;
  lastLeaf: number | null;
}

/** Reported events of a period that have type, result and actor in common. */
export interface AuditEventCount {
  eventType: string;
  result: string;
  actorType: string;
  actorId: string | null;
  events: number;
}

/** That an audit event was resolved: when (createdAt), by whom, and why. */
export interface AuditResolutionRow {
  id: string;
  createdAt: string;
  eventId: string;
  reasonCode: string;
  resolvedBy: string;
}
