// The configuration that was in force at an instant.
// mode: read
// params: { at: string }
// row: { number: number }
// cardinality: one, none: none was
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId})
USING INDEX SEEK config:RevOpsConfigVersion(tenantId, number)
WHERE config.number > 0 AND config.activatedAt <= $at AND (config.retiredAt IS NULL OR config.retiredAt > $at)
RETURN config.number AS number
