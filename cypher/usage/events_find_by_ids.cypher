// Events that are there and not void, by their ids, with what billing reads of them.
// mode: read
// params: { ids: string[] }
// row: rows.BilledEvent
// cardinality: many, one for each that is there
UNWIND $ids AS wanted
MATCH (event:Event {tenantId: $tenantId, id: wanted})
WHERE event.voidedAt IS NULL AND event.removedAt IS NULL
RETURN event.id AS id, event.type AS type, event.occurredAt AS occurredAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.entitlement AS entitlement, event.metadata AS metadata
