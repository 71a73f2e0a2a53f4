// Notes, behind the lock of the tenant's retention, until when catalogued events may be gone.
// mode: write
// params: { until: string }
// row: { until: string }
// cardinality: one
MATCH (retention:RetentionLock {tenantId: $tenantId})
SET retention.cataloguedUntil = CASE WHEN retention.cataloguedUntil > $until THEN retention.cataloguedUntil ELSE $until END
RETURN retention.cataloguedUntil AS until
