// Ends a run that its receipt tells of.
// mode: write
// params: { id: string }
// row: { ended: number }
// cardinality: one
MATCH (run:RetentionRun {tenantId: $tenantId})
SET run._lock = true
WITH run
WHERE run.id = $id
DELETE run
RETURN count(*) AS ended
