// The last reconciliation of a tenant.
// mode: read
// row: { run: rows.ReconciliationRow }
// cardinality: one; none: there was none yet
MATCH (run:Reconciliation {tenantId: $tenantId})
USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
WHERE run.createdAt > '' AND run.id IS NOT NULL
WITH run
ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
LIMIT 1
RETURN properties(run) AS run
