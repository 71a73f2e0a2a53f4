// When a tenant was opened, and when its last reconciliation began.
// mode: read
// row: { createdAt: string; lastStartedAt: string | null }
// cardinality: one; none: no such tenant
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
CALL () {
  MATCH (run:Reconciliation {tenantId: $tenantId})
  USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
  WHERE run.createdAt > '' AND run.id IS NOT NULL
  WITH run
  ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
  LIMIT 1
  RETURN collect(run.startedAt) AS started
}
RETURN tenant.createdAt AS createdAt, head(started) AS lastStartedAt
