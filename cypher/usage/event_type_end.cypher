// Ends a version of a type, behind the lock of its chain: another took its place, or it is retired.
// mode: write
// params: { id: string; version: number; state: string; at: string }
// row: { id: string }
// cardinality: one
MATCH (type:EventType {tenantId: $tenantId, id: $id})
SET type.state = $state, type.endedAt = $at, type.version = $version
RETURN type.id AS id
