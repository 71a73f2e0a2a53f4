// One page of a tenant's reconciliations, newest first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: { run: rows.ReconciliationRow }
// cardinality: many, at most $most
MATCH (run:Reconciliation {tenantId: $tenantId})
USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
WHERE run.createdAt <= $before AND run.id IS NOT NULL
  AND CASE WHEN run.createdAt = $before THEN run.id < $beforeId ELSE true END
WITH run
ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
LIMIT $most
RETURN properties(run) AS run
