// Until when catalogued events may be gone, whatever the terms say now: of what came in before it some was removed.
// mode: read
// row: { until: string | null }
// cardinality: one; none: nothing was ever removed or held
MATCH (retention:RetentionLock {tenantId: $tenantId})
RETURN retention.cataloguedUntil AS until
