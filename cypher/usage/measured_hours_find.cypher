// In which hours (UTC) of some stretches events of some types happened.
// mode: read
// params: { gaps: { from: string; to: string }[]; types: readonly string[] }
// row: { hour: string }
// cardinality: many, each hour once
UNWIND $gaps AS gap
UNWIND $types AS type
MATCH (event:Event {tenantId: $tenantId, type: type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
WHERE event.occurredAt >= gap.from AND event.occurredAt < gap.to AND event.id IS NOT NULL
RETURN DISTINCT left(event.occurredAt, 13) + ':00:00.000Z' AS hour
