// Takes the details of locked audit events away, and leaves of the events what they are known by and what the digest of their batch is made of.
// mode: write
// params: { ids: string[]; at: string }
// row: { stripped: number }
// cardinality: one
UNWIND $ids AS gone
MATCH (event:AuditEvent {tenantId: $tenantId, id: gone})
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: gone})
DETACH DELETE detail
WITH event, {
  tenantId: $tenantId, id: event.id, source: event.source, externalId: event.externalId, sha256: event.sha256,
  detailCommitment: event.detailCommitment, batchId: event.batchId, happenedAt: event.occurredAt, removedAt: $at
} AS identity
SET event = identity
RETURN count(*) AS stripped
