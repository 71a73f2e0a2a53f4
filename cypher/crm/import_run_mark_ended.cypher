// Notes that a locked import run came to its end.
// mode: write
// params: { id: string; at: string; version: number }
// row: { id: string }
// cardinality: one
MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
SET run.status = 'completed', run.endedAt = $at, run.version = $version
RETURN run.id AS id
