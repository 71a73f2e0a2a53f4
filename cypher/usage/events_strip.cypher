// Leaves of locked events what they are known by: identity, hash of the content, batch, and whether they were void. They hold their
// place against being sent again, and the digest of their batch can still be made. Of metered ones it stays known when they happened.
// mode: write
// params: { ids: string[]; at: string }
// row: { stripped: number }
// cardinality: one
UNWIND $ids AS gone
MATCH (event:Event {tenantId: $tenantId, id: gone})
WITH event, {
  tenantId: $tenantId, id: event.id, source: event.source, externalId: event.externalId, contentSha256: event.contentSha256,
  batchId: event.batchId, voidedAt: event.voidedAt, removedAt: $at,
  happenedAt: CASE event.retention WHEN 'metered' THEN event.occurredAt ELSE null END
} AS identity
SET event = identity
RETURN count(*) AS stripped
