// Ends a version of a meter, behind the lock of its chain: another took its place, or it is retired.
// mode: write
// params: { id: string; version: number; state: string; at: string }
// row: { id: string }
// cardinality: one
MATCH (meter:Meter {tenantId: $tenantId, id: $id})
SET meter.state = $state, meter.endedAt = $at, meter.version = $version
RETURN meter.id AS id
