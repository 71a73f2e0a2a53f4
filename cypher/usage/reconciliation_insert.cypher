// Keeps what a reconciliation came to.
// mode: write
// params: { run: rows.ReconciliationRow }
// row: { written: number }
// cardinality: one
CREATE (run:Reconciliation:Entity {tenantId: $tenantId, id: $run.id})
SET run += $run
RETURN count(run) AS written
