// Keeps, behind the lock, what a run has removed so far.
// mode: write
// params: { id: string; startedAt: string; told: string }
// row: { id: string }
// cardinality: one
MERGE (run:RetentionRun {tenantId: $tenantId})
SET run.id = $id, run.startedAt = $startedAt, run.told = $told
RETURN run.id AS id
