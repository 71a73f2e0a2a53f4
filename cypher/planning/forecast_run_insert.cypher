// Keeps a forecast that was run.
// mode: write
// params: { run: rows.ForecastRunRow }
// row: { runId: string }
// cardinality: one
CREATE (run:ForecastRun:Entity {tenantId: $tenantId, id: $run.id})
SET run += $run
RETURN run.id AS runId
