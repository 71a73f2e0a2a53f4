// By which zones the usage of tenants is summed up, each from an instant on; of tenants without any there is none.
// mode: read
// params: { tenantIds: readonly string[] }
// row: { tenantId: string; froms: string[]; zones: string[] }
// cardinality: up to one each
UNWIND $tenantIds AS tenantId
MATCH (rollUp:RollUpLock {tenantId: tenantId})
WHERE rollUp.zones IS NOT NULL
RETURN tenantId, rollUp.zonesFrom AS froms, rollUp.zones AS zones
